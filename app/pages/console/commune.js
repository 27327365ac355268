// My commune: how many households have a certified code, what is wrong, and what to do next.

import { both, element } from "/assets/dom.js";
import { bars, empty, facts, link, progress, say, section, severityBadge, table } from "/assets/console/parts.js";
import { service } from "/assets/console/service.js";
import { SEVERITIES, count, day, moment, percent } from "/assets/console/words.js";

const ORDER = Object.keys(SEVERITIES);

export async function show({ parameter, commune, session, query, signal }) {
  const code = query.get("commune") ?? (parameter || commune);
  if (!code) return { title: ["Chưa có địa bàn", "No commune"], body: [say("info", "Tài khoản này chưa được giao xã, phường nào.")] };
  const [coverage, { rules }] = await Promise.all([service.coverageOf(code, signal), service.rules(signal)]);
  const isOwn = session.communes === null || session.communes.includes(code);
  const kicker = `Mã ${coverage.code}${coverage.audited_at ? ` · rà soát lúc ${moment(coverage.audited_at)}` : ""}`;
  if (coverage.households === null) {
    return { title: [coverage.name, "Commune"], kicker, body: [empty("Xã, phường này chưa có hộ nào trong sổ địa chỉ, hoặc chưa được rà soát.",
      "No households here yet, or not audited yet.")] };
  }
  const words = new Map(rules.map((rule) => [rule.rule, rule]));
  const mine = session.communes === null ? `?commune=${code}` : "";
  return {
    title: [coverage.name, isOwn ? "My commune" : "Commune"], kicker,
    body: [
      element("div", { className: "pair" }, certified(coverage), against(coverage)),
      ...(isOwn ? [todo(coverage, words, mine), severities(coverage, mine)] : []),
      trend(coverage),
      figures(coverage),
      isOwn ? rulesTable(coverage, words, mine) : "",
    ],
  };
}

function certified({ households, certified_live: done, share_certified: share, target, figures: all }) {
  const definition = all.find(({ key }) => key === "certified_live");
  const missing = target ? Math.max(Math.ceil(target * households - 1e-9) - done, 0) : 0;
  const words = !target ? null : missing ? `Mục tiêu ${percent(target)}: còn ${count(missing)} hộ.` : `Đã đạt mục tiêu ${percent(target)}.`;
  return element("section", { className: "card lead", "aria-labelledby": "certified" },
    element("h2", { id: "certified" }, ...both("Hộ có mã đã chứng nhận", "Households with a certified code")),
    element("p", { className: "big" }, percent(share)),
    progress({ share, target, label: `${percent(share)} hộ có mã đã chứng nhận${target ? `, mục tiêu ${percent(target)}` : ""}` }),
    words ? element("p", { className: "goal" }, words) : "",
    element("p", {}, element("b", {}, count(done)), " / ", element("b", {}, count(households)),
      ...both(" hộ trong sổ địa chỉ", "households in the register")),
    definition ? element("p", { className: "how" }, "Cách tính: ", ...both(`${definition.vi}.`, definition.en),
      ` Nguồn: ${definition.source}, ngày ${day(definition.dated_on)}.`) : "");
}

function against({ households, reference, share_of_reference: share }) {
  const heading = element("h2", { id: "reference" }, ...both("So với số hộ thực tế", "Against the reference count"));
  if (!reference) {
    return element("section", { className: "card", "aria-labelledby": "reference" }, heading,
      empty("Chưa có số hộ từ nguồn bên ngoài để so.", "No count from an outside source yet."),
      element("p", { className: "how" }, "Cần một số liệu có nguồn và ngày (dân cư, tổng điều tra) để biết sổ địa chỉ còn thiếu bao nhiêu hộ."));
  }
  return element("section", { className: "card", "aria-labelledby": "reference" }, heading,
    element("p", { className: "big second" }, percent(share)),
    facts([["Trong sổ địa chỉ", "In the register", count(households)], ["Số hộ theo nguồn", "Reference count", count(reference.count)],
      ["Nguồn", "Source", reference.source], ["Ngày", "Dated", day(reference.dated_on)]]));
}

// The worst rules first: by severity, then by how many findings are open.
function todo({ by_rule: byRule }, words, mine) {
  const worst = byRule.filter((one) => one.open > 0)
    .sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity) || b.open - a.open).slice(0, 3);
  const heading = element("h2", { id: "todo" }, ...both("Nên làm tiếp", "What to do next"));
  if (!worst.length) return element("section", { className: "card", "aria-labelledby": "todo" }, heading,
    empty("Không còn việc nào. Cảm ơn bạn!", "Nothing is left to do. Thank you!"));
  return element("section", { "aria-labelledby": "todo", className: "todo" }, heading, element("ol", {}, ...worst.map((one) => {
    const { text } = words.get(one.rule) ?? { text: { vi: one.rule, en: "" } };
    return element("li", { className: `card task ${one.severity}` }, severityBadge(one.severity),
      element("p", { className: "many" }, count(one.open)),
      element("p", {}, ...both(text.vi, text.en)), link(worklist(mine, { rule: one.rule }), "Mở danh sách", "Open the list", "strong"));
  })));
}

const worklist = (mine, filter) => `/console/worklist?${new URLSearchParams({ ...Object.fromEntries(new URLSearchParams(mine)), ...filter })}`;

function severities({ findings }, mine) {
  return element("section", { className: "tiles", "aria-label": "Phát hiện theo mức độ" }, ...ORDER.map((severity) => {
    const [vi, en, meaning] = SEVERITIES[severity];
    return element("a", { className: `tile ${severity}`, href: worklist(mine, { severity }) }, element("b", {}, count(findings[severity] ?? 0)),
      element("span", {}, ...both(vi, en)), element("small", {}, meaning));
  }));
}

function trend({ trend: points }) {
  if (!points?.length) return section("trend", "Diễn biến", "Trend", empty("Chưa đủ số liệu để vẽ.", "Not enough figures yet."));
  const [first, last] = [points[0], points.at(-1)];
  const words = points.length === 1 ? `${percent(last.share_certified)} ngày ${day(last.on)}, ngày đầu có số liệu`
    : `Từ ${percent(first.share_certified)} ngày ${day(first.on)} đến ${percent(last.share_certified)} ngày ${day(last.on)}`;
  return section("trend", "Diễn biến", "Trend",
    element("figure", {}, bars({ points: points.map(({ share_certified: share }) => ({ share })), label: words }),
      element("figcaption", {}, words, ".")),
    element("details", {}, element("summary", {}, ...both("Xem bảng số", "See the numbers")), table({
      caption: "Tỷ lệ hộ có mã đã chứng nhận theo ngày", rows: [...points].reverse(),
      columns: [["Ngày", "Day", ({ on }) => day(on)], ["Tỷ lệ", "Share", ({ share_certified: share }) => percent(share), "number"]] })));
}

function figures({ figures: rows = [] }) {
  if (!rows.length) return "";
  return section("figures", "Tất cả số liệu", "All figures", table({
    caption: "Số liệu, mẫu số, nguồn và ngày", rows,
    columns: [["Số liệu", "Figure", ({ vi, en }) => both(vi, en)], ["Số", "Value", ({ value }) => count(value), "number"],
      ["Trên", "Of", ({ of }) => count(of), "number"], ["Tỷ lệ", "Share", ({ value, of }) => percent(of ? value / of : null), "number"],
      ["Nguồn", "Source", ({ source }) => source ?? "–"], ["Ngày", "Dated", ({ dated_on: on }) => day(on)]] }));
}

function rulesTable({ by_rule: rows }, words, mine) {
  const known = rows.filter(({ open, waived }) => open || waived);
  if (!known.length) return "";
  return section("by-rule", "Theo từng quy tắc", "By rule", table({
    caption: "Số phát hiện theo quy tắc", rows: known,
    columns: [["Quy tắc", "Rule", ({ rule }) => [link(worklist(mine, { rule }), words.get(rule)?.text.vi ?? rule),
      element("code", { className: "rule" }, rule)]],
      ["Mức", "Severity", ({ severity }) => severityBadge(severity)], ["Chưa xử lý", "Open", ({ open }) => count(open), "number"],
      ["Đã bỏ qua", "Waived", ({ waived }) => count(waived), "number"]] }));
}
