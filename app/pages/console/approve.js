// Approving: what colleagues propose, before → after; a second person says yes or no, and may take it back the same day.

import { both, element } from "/assets/dom.js";
import { changes } from "/assets/console/diff.js";
import { askForm, field } from "/assets/console/forms.js";
import { announce, badge, button, empty, link, pager, problemNotice, say } from "/assets/console/parts.js";
import { evidenceOf, service } from "/assets/console/service.js";
import { chooseFirst } from "/assets/console/worklist.js";
import { EDIT_KINDS, EDIT_STATES, count, isToday, moment } from "/assets/console/words.js";

const PAGE = 200;
const OUTCOMES = {
  approved: "đã duyệt", refused: "đã từ chối", undone: "đã hoàn tác", "own-edit": "không duyệt được đề xuất của chính mình",
  conflict: "hộ đã bị sửa sau khi đề xuất; hãy đề xuất lại", settled: "đã được xử lý trước đó", locked: "đồng nghiệp đang sửa hộ này",
  "too-late": "chỉ hoàn tác được trong ngày duyệt", "not-yours": "chỉ người đề xuất hoặc người duyệt mới hoàn tác được",
};
const DONE = new Set(["approved", "refused", "undone"]);

export async function show(context) {
  const { query, commune, session, signal } = context;
  if (!commune) return { title: ["Duyệt", "Approve"], body: [chooseFirst()] };
  const state = query.get("state") ?? "proposed";
  const [{ edits, total, next }, name] = await Promise.all([
    service.edits({ commune, state, limit: PAGE, after: query.get("after") }, signal), service.communeName(commune)]);
  const cards = edits.map((edit) => cardOf(edit, { ...context, mayApprove: session.scopes.includes("register:approve") }));
  const chosen = () => cards.filter(({ box }) => box?.checked).map(({ edit }) => edit);
  const bar = decisionBar(chosen, context);
  for (const { box } of cards) box?.addEventListener("change", bar.update);
  const all = cards.some(({ box }) => box) ? every(cards, bar) : "";
  return {
    title: ["Duyệt", "Approve"], kicker: name,
    body: [states(state, query), element("p", { className: "total", role: "status" }, element("b", {}, count(total ?? edits.length)),
      ` ${EDIT_STATES[state][0].toLowerCase()}`), all,
      edits.length ? element("ul", { className: "edits-list" }, ...cards.map(({ node }) => node)) : empty(...EMPTY[state]),
      pager({ next, first: !query.get("after"), hrefOf: (after) => addressOf(query, { state, after }) }), bar.node].filter(Boolean),
  };
}

const EMPTY = {
  proposed: ["Không có đề xuất nào chờ duyệt.", "Nothing waits for approval."],
  approved: ["Chưa có đề xuất nào được duyệt.", "Nothing approved yet."],
  refused: ["Chưa có đề xuất nào bị từ chối.", "Nothing refused."], undone: ["Chưa hoàn tác lần nào.", "Nothing undone."],
};

function addressOf(query, given) {
  const all = Object.entries({ commune: query.get("commune"), ...given });
  return `/console/approve?${new URLSearchParams(all.filter(([, value]) => value))}`;
}

function states(current, query) {
  return element("nav", { className: "tabs", "aria-label": "Tình trạng · State" }, ...Object.entries(EDIT_STATES).map(([state, [vi, en]]) => {
    const tab = link(addressOf(query, { state }), vi, en);
    if (state === current) tab.setAttribute("aria-current", "page");
    return tab;
  }));
}

function cardOf(edit, { session, mayApprove, refresh }) {
  const own = edit.proposed.by.id === session.account;
  const open = edit.state === "proposed";
  const label = `${EDIT_KINDS[edit.kind][0]}: ${edit.targets[0]?.address_line ?? ""}`;
  const box = open && mayApprove && !own ? element("input", { type: "checkbox", ariaLabel: `Chọn ${label}` }) : null;
  const act = [
    open && own ? button("Rút lại", "Take back", () => decide("refuse", [edit], refresh)) : null,
    edit.state === "approved" && isToday(edit.decided.at) && [edit.proposed.by.id, edit.decided.by.id].includes(session.account)
      ? button("Hoàn tác", "Undo", () => undo(edit, refresh), "plain danger") : null,
  ].filter(Boolean);
  const node = element("li", { className: "card edit" },
    element("div", { className: "edit-head" }, box ? element("label", { className: "tick" }, box) : "",
      element("h2", {}, ...both(...EDIT_KINDS[edit.kind])), badge(edit.state, EDIT_STATES[edit.state])),
    ...edit.targets.map(targetOf),
    element("p", {}, element("span", { className: "quiet" }, "Lý do: "), edit.proposed.reason),
    edit.evidence ? element("p", {}, element("span", { className: "quiet" }, "Căn cứ: "), edit.evidence) : "",
    edit.has_file ? element("p", {}, element("a", { href: evidenceOf(edit.id), download: "" }, ...both("Tải tệp căn cứ", "Get the attached file")))
      : "",
    element("ol", { className: "quiet" }, ...["proposed", "decided", "undone"].filter((step) => edit[step]).map((step) => element("li", {},
      stepWords(step, edit, session)))),
    open && own ? say("info", "Đây là đề xuất của bạn, nên cần một người khác duyệt.") : "",
    act.length ? element("div", { className: "actions" }, ...act) : "");
  return { edit, node, box };
}

function stepWords(step, edit, session) {
  const { by, at, reason } = edit[step];
  const done = { proposed: "đề xuất", decided: edit.state === "refused" ? "từ chối" : "duyệt", undone: "hoàn tác" }[step];
  return `${by.id === session.account ? "Bạn" : by.name} ${done} lúc ${moment(at)}${reason && step !== "proposed" ? `: ${reason}` : ""}`;
}

const targetOf = ({ household_id: id, address_line: line, before, after }) => element("div", { className: "target" },
  element("p", {}, before ? link(`/console/households/${id}`, line || "Hộ chưa có địa chỉ") : element("b", {}, line || "Hộ mới"),
    before ? "" : element("span", { className: "quiet" }, " · hộ mới")), changes(before, after));

function every(cards, bar) {
  const all = element("input", { type: "checkbox", onchange: () => {
    for (const { box } of cards) if (box) box.checked = all.checked;
    bar.update();
  } });
  return element("label", { className: "tick every" }, all, element("span", {}, ...both("Chọn tất cả (tối đa 200)", "Select all, up to 200")));
}

function decisionBar(chosen, { refresh }) {
  const number = element("b", {});
  const node = element("div", { className: "picked", role: "region", ariaLabel: "Việc với các đề xuất đã chọn", hidden: true }, number,
    element("div", { className: "actions" },
    button("Duyệt", "Approve", () => decide("approve", chosen(), refresh), "strong"),
    button("Từ chối", "Refuse", () => decide("refuse", chosen(), refresh))));
  return { node, update: () => {
    node.hidden = chosen().length === 0;
    number.textContent = `Đã chọn ${count(chosen().length)}`;
    announce(number.textContent);
  } };
}

const REASON = { name: "reason", label: ["Lý do", "Reason"], lines: 2, maxLength: 500 };

async function decide(decision, edits, refresh) {
  const words = decision === "approve" ? ["Duyệt", "Approve"] : ["Từ chối", "Refuse"];
  const answer = await askForm({ title: words, intro: `${count(edits.length)} đề xuất.`, send: words,
    fields: [field({ ...REASON, required: decision === "refuse", hint: decision === "approve" ? "Không bắt buộc khi duyệt."
      : "Người đề xuất sẽ đọc lý do này." })],
    onSend: ({ reason }) => service.decide({ edit_ids: edits.map(({ id }) => id), decision, reason }) });
  if (answer) await tell(answer.outcomes, edits, refresh);
}

async function undo(edit, refresh) {
  const answer = await askForm({ title: ["Hoàn tác", "Undo"], intro: "Hộ trở lại như trước khi duyệt; mã cũng trở lại.", send: ["Hoàn tác", "Undo"],
    fields: [field({ ...REASON, required: true })], onSend: ({ reason }) => service.undo(edit.id, { reason }) });
  if (answer) await tell([answer], [edit], refresh);
}

async function tell(outcomes, edits, refresh) {
  await refresh();
  const place = document.querySelector("main .head");
  const wrong = outcomes.filter(({ outcome }) => !DONE.has(outcome));
  const done = edits.length - wrong.length;
  if (wrong.length) place.after(problemNotice({ title: `${count(wrong.length)} đề xuất chưa xử lý được`,
    detail: [...new Set(wrong.map(({ outcome }) => OUTCOMES[outcome] ?? outcome))].join("; ") }));
  if (done) place.after(say("done", `Đã xử lý ${count(done)} đề xuất.`));
  announce(`Đã xử lý ${done} đề xuất, ${wrong.length} chưa được.`);
}
