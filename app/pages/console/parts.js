// Pieces that several views are made of.

import { both, element, kept } from "/assets/dom.js";
import { SEVERITIES, count, percent } from "/assets/console/words.js";

export const announce = (text) => { document.getElementById("spoken").textContent = text; };

export const link = (href, vi, en, className = "") => element("a", { href, className }, ...(en ? both(vi, en) : [vi]));

export const button = (vi, en, onclick, className = "plain") => element("button", { type: "button", className, onclick }, ...both(vi, en));

export const section = (id, vi, en, ...children) =>
  element("section", { className: "card", "aria-labelledby": id }, element("h2", { id }, ...both(vi, en)), ...children);

export const say = (kind, ...children) => element("div", { className: `say ${kind}` }, ...children);

export const badge = (kind, [vi, en]) => element("span", { className: `badge ${kind}` }, vi, " ", element("span", { lang: "en" }, en));

export const severityBadge = (severity) => badge(severity, SEVERITIES[severity]);

export const facts = (rows) =>
  element("dl", { className: "facts" }, ...rows.filter(Boolean).map(([vi, en, ...value]) =>
    element("div", {}, element("dt", {}, ...both(vi, en)), element("dd", {}, ...kept(value)))));

// `columns` are [vi, en, cell(row), className]; the first with a heading names the row.
// On a narrow screen each row becomes a card and says its headings itself.
export function table({ caption, columns, rows, sorted = null, onSort = null }) {
  const naming = columns.findIndex(([vi]) => vi);
  const body = rows.map((row) => element("tr", { role: "row" }, ...columns.map(([vi, , of, className = ""], index) =>
    element(index === naming ? "th" : "td", { className, "data-label": vi, ...(index === naming ? { scope: "row" } : { role: "cell" }) },
      ...kept([of(row)].flat())))));
  return element("table", { className: "rows", role: "table" }, element("caption", { className: "unseen" }, caption),
    element("thead", { role: "rowgroup" }, element("tr", { role: "row" },
      ...columns.map((column, index) => heading(column, { index, sorted, onSort })))),
    element("tbody", { role: "rowgroup" }, ...body));
}

function heading([vi, en, , className = ""], { index, sorted, onSort }) {
  if (!vi) return element("td", {});
  const order = sorted?.index === index ? { "aria-sort": sorted.down ? "descending" : "ascending" } : {};
  const words = onSort ? element("button", { type: "button", className: "sort", onclick: () => onSort(index) }, ...both(vi, en))
    : element("span", {}, ...both(vi, en));
  return element("th", { scope: "col", className, ...order }, words);
}

export const empty = (vi, en, ...more) => element("div", { className: "empty" }, element("p", {}, ...both(vi, en)), ...more);

const drawn = (name, attributes, ...children) => {
  const node = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
};

// How far the share has come, with a mark where it is to be; the words around it say the same.
export function progress({ share, target, label }) {
  const bar = drawn("svg", { viewBox: "0 0 1000 34", preserveAspectRatio: "none", class: "progress", role: "img", "aria-label": label },
    drawn("rect", { class: "rail", x: 0, y: 6, width: 1000, height: 22, rx: 6 }),
    drawn("rect", { class: "done", x: 0, y: 6, width: Math.round(1000 * Math.min(share ?? 0, 1)), height: 22, rx: 6 }));
  if (target) bar.append(drawn("rect", { class: "goal", x: Math.round(1000 * target) - 3, y: 0, width: 6, height: 34 }));
  return bar;
}

// One bar a day, all from zero, the last one labelled; the table under it has every number.
export function bars({ points, label }) {
  const [width, height, gap] = [600, 120, points.length > 40 ? 1 : 4];
  const step = Math.min(width / points.length, 40);
  return drawn("svg", { viewBox: `0 0 ${width} ${height + 2}`, preserveAspectRatio: "none", class: "bars", role: "img", "aria-label": label },
    drawn("line", { class: "base", x1: 0, x2: width, y1: height + 1, y2: height + 1 }),
    ...points.map(({ share }, index) => drawn("rect", {
      class: index === points.length - 1 ? "bar last" : "bar", x: (index * step + gap / 2).toFixed(1), width: Math.max(step - gap, 1).toFixed(1),
      y: (height - height * (share ?? 0)).toFixed(1), height: (height * (share ?? 0)).toFixed(1) })));
}

export const shareOf = (part, whole) => `${count(part)} / ${count(whole)} (${percent(whole ? part / whole : null)})`;

export function pager({ next, first, hrefOf }) {
  if (!next && first) return null;
  return element("nav", { className: "pager", "aria-label": "Trang · Pages" },
    first ? null : link(hrefOf(""), "Về trang đầu", "First page", "plain"),
    next ? link(hrefOf(next), "Trang sau", "Next page", "plain") : null);
}

export function problemNotice(problem, ...more) {
  return element("div", { className: "say error", role: "alert" }, element("b", {}, problem.title || "Trang gặp lỗi"),
    element("p", {}, problem.detail || "Hãy tải lại trang."), ...kept(more));
}
