// The worklist: what the audit found, worst first, filtered by the address of the page; many can be settled at once.

import { both, element } from "/assets/dom.js";
import { findingsButton } from "/assets/console/excel.js";
import { askForm, field } from "/assets/console/forms.js";
import { announce, badge, button, empty, link, pager, say, severityBadge, table } from "/assets/console/parts.js";
import { service } from "/assets/console/service.js";
import { FINDING_STATES, SEVERITIES, count, day, parcelWords } from "/assets/console/words.js";

const PAGE = 50;
const FILTERS = ["q", "rule", "severity", "state"];
const REASON = { name: "reason", label: ["Lý do", "Reason"], lines: 3, required: true, maxLength: 500,
  hint: "Ghi ngắn gọn để người sau hiểu; được lưu trong nhật ký." };
const SETTLEMENTS = {
  waive: { words: ["Bỏ qua có lý do", "Waive"], done: "Đã bỏ qua", more: [{ name: "expires_on", label: ["Bỏ qua đến ngày", "Until"], type: "date",
    required: true, hint: "Đến ngày này, nếu vẫn còn thì sẽ hiện lại." }] },
  send_on: { words: ["Chuyển nơi khác", "Send on"], done: "Đã chuyển", more: [{ name: "sent_to", label: ["Chuyển đến", "To"], required: true,
    maxLength: 200, hint: "Ví dụ: Văn phòng đăng ký đất đai." }] },
  declare_true: { words: ["Đúng thực tế", "True in life"], done: "Đã ghi là đúng thực tế", more: [] },
  reopen: { words: ["Mở lại", "Reopen"], done: "Đã mở lại", more: [] },
};

export async function show({ query, commune, session, signal, refresh }) {
  if (!commune) return { title: ["Việc cần làm", "Worklist"], body: [chooseFirst()] };
  const filter = Object.fromEntries(FILTERS.map((name) => [name, query.get(name) ?? ""]));
  filter.state ||= "open";
  const [found, { rules }, name] = await Promise.all([
    service.findings({ ...filter, commune, limit: PAGE, after: query.get("after") }, signal), service.rules(signal), service.communeName(commune)]);
  const listed = found.findings.length
    ? list({ found, filter, session, refresh })
    : [empty("Không có phát hiện nào khớp bộ lọc này.", "No finding fits this filter.",
      link(addressOf(query, {}, true), "Bỏ bộ lọc", "Clear the filter", "plain"))];
  return {
    title: ["Việc cần làm", "Worklist"], kicker: name,
    body: [filterForm({ filter, rules, query }), element("p", { className: "total", role: "status" }, element("b", {}, count(found.total)),
      ...both(" phát hiện", "findings")),
    found.total ? element("div", { className: "actions" }, findingsButton({ ...filter, commune })) : "", ...listed,
      pager({ next: found.next, first: !query.get("after"), hrefOf: (after) => addressOf(query, { after }) })].filter(Boolean),
  };
}

export const chooseFirst = () => say("info", "Hãy chọn một xã, phường trước.", link("/console/communes", "Danh sách xã, phường", "List of communes"));

function addressOf(query, changes, bare = false) {
  const kept = bare ? [...query].filter(([name]) => name === "commune") : [...query];
  const all = Object.entries({ ...Object.fromEntries(kept), ...changes }).filter(([, value]) => value);
  return `/console/worklist${all.length ? `?${new URLSearchParams(all)}` : ""}`;
}

function filterForm({ filter, rules, query }) {
  const severity = [["", "Mọi mức"], ...Object.entries(SEVERITIES).map(([name, [vi]]) => [name, vi])];
  const states = Object.entries(FINDING_STATES).map(([name, [vi]]) => [name, vi]);
  const named = [["", "Mọi quy tắc"], ...rules.map(({ rule, text }) => [rule, text.vi])];
  const form = element("form", { className: "card filters", action: "/console/worklist", method: "get", role: "search",
    "aria-label": "Lọc danh sách" },
    field({ name: "q", label: ["Địa chỉ, đường, thửa", "Text"], value: filter.q, type: "search", maxLength: 200 }),
    field({ name: "rule", label: ["Quy tắc", "Rule"], value: filter.rule, options: named }),
    field({ name: "severity", label: ["Mức độ", "Severity"], value: filter.severity, options: severity }),
    field({ name: "state", label: ["Tình trạng", "State"], value: filter.state, options: states }),
    element("button", { type: "submit", className: "strong" }, ...both("Lọc", "Filter")));
  if (query.get("commune")) form.append(element("input", { type: "hidden", name: "commune", value: query.get("commune") }));
  return foldedWhenNarrow(form);
}

// On a phone the list comes first and the filter waits behind one line.
function foldedWhenNarrow(form) {
  const wide = matchMedia("(min-width: 761px)");
  const details = element("details", { className: "filter", open: wide.matches }, element("summary", {}, ...both("Lọc danh sách", "Filter")), form);
  wide.addEventListener("change", () => { details.open ||= wide.matches; });
  return details;
}

function list({ found, filter, session, refresh }) {
  const maySettle = session.scopes.includes("findings:settle");
  const chosen = new Map();
  const boxes = [];
  const bar = maySettle ? settleBar({ chosen, state: filter.state, refresh }) : null;
  const note = () => { bar?.update(); };
  const box = (finding) => {
    const node = element("input", { type: "checkbox", ariaLabel: `Chọn: ${finding.text.vi}, ${finding.address || parcelWords(finding.parcel)}`,
      onchange: () => {
      if (node.checked) chosen.set(finding.id, finding); else chosen.delete(finding.id);
      note();
    } });
    boxes.push(node);
    return element("label", { className: "tick" }, node);
  };
  const columns = [
    ["Phát hiện", "Finding", (one) => [link(opened(one, session), one.text.vi), element("p", { className: "what", lang: "en" }, one.text.en)]],
    ["Mức", "Severity", ({ severity }) => severityBadge(severity)],
    ["Ở đâu", "Where", (one) => [one.address, one.address && one.parcel ? element("br") : "",
      one.parcel ? element("span", { className: "quiet" }, parcelWords(one.parcel)) : ""]],
    ["Nên làm", "Suggested", ({ suggestion }) => suggestion.vi],
    ["Từ ngày", "Since", (one) => [day(one.first_seen_on), one.state === "open" ? "" : settled(one)]],
  ];
  if (maySettle) columns.unshift(["", "", box]);
  const all = maySettle ? everyBox(boxes) : null;
  const rows = table({ caption: "Danh sách phát hiện, nặng nhất trước", columns, rows: found.findings });
  return [element("div", { className: "card list" }, all ?? "", rows), bar?.node ?? ""];
}

function settled({ state, reason, expires_on: until, sent_to: to }) {
  const more = [until && `đến ${day(until)}`, to && `tới ${to}`, reason].filter(Boolean).join("; ");
  return element("p", {}, badge(state, FINDING_STATES[state]), element("span", { className: "what" }, ` ${more}`));
}

function opened({ id, rule, household_id: household, commune_code: commune, parcel, lon, lat }, session) {
  if (household) return `/console/households/${household}?${new URLSearchParams({ finding: id })}`;
  const there = lon === null ? { commune } : { commune, lon, lat };
  if (rule !== "PARCEL-NO-HOUSEHOLD" || !session.scopes.includes("register:edit")) return `/console/map?${new URLSearchParams(there)}`;
  return `/console/households/new?${new URLSearchParams({ ...there, parcel: parcel.split("-").slice(1).join("/") })}`;
}

function everyBox(boxes) {
  const all = element("input", { type: "checkbox", onchange: () => {
    for (const one of boxes) if (one.checked !== all.checked) one.click();
  } });
  return element("label", { className: "tick every" }, all, element("span", {}, ...both("Chọn cả trang", "Select the page")));
}

function settleBar({ chosen, state, refresh }) {
  const kinds = state === "open" ? ["waive", "send_on", "declare_true"] : ["reopen"];
  const number = element("b", {});
  const node = element("div", { className: "picked", role: "region", ariaLabel: "Việc với các mục đã chọn", hidden: true }, number,
    element("div", { className: "actions" }, ...kinds.map((kind) => button(...SETTLEMENTS[kind].words,
      () => settle(kind, [...chosen.values()], refresh)))));
  return { node, update: () => { node.hidden = chosen.size === 0; number.textContent = `Đã chọn ${count(chosen.size)}`; announce(number.textContent); } };
}

// All of them or none: the service settles them in one step.
export async function settle(kind, findings, refresh) {
  const { words, done, more } = SETTLEMENTS[kind];
  const settled = await askForm({
    title: words, intro: `${count(findings.length)} phát hiện.`, send: words, fields: [REASON, ...more].map(field),
    onSend: (values) => service.dispose({ kind, ...values, finding_ids: findings.map(({ id }) => id) }),
  });
  if (settled === null) return;
  await refresh();
  announce(`${done} ${findings.length} phát hiện.`);
  document.querySelector("main .head").after(say("done", `${done} ${count(findings.length)} phát hiện.`));
}
