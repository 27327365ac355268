// What an edit changes, before → after, one line a field.

import { both, element } from "/assets/dom.js";
import { ACCURACIES, FIELDS, STATUSES, degrees } from "/assets/console/words.js";

const alike = (a, b) => JSON.stringify(a ?? "") === JSON.stringify(b ?? "");

const WRITERS = {
  status: (value) => STATUSES[value]?.[0], accuracy: (value) => ACCURACIES[value]?.[0], alley_path: (value) => value.join("/"),
  point: (value) => value.map(degrees).join(", "), access_point: (value) => value.map(degrees).join(", "),
  parcels: (value) => value.map(([, sheet, number]) => `tờ ${sheet}, thửa ${number}`).join("; "),
};

export function written(name, value) {
  if (value === null || value === undefined || value.length === 0) return "(trống)";
  return WRITERS[name]?.(value) ?? String(value);
}

export function changes(before, after) {
  const names = Object.keys(after ?? {}).filter((name) => !alike(before?.[name], after[name]));
  if (!names.length) return element("p", { className: "quiet" }, "Không đổi giá trị nào.");
  return element("dl", { className: "diff" }, ...names.map((name) => element("div", {},
    element("dt", {}, ...both(...(FIELDS[name] ?? [name, ""]))),
    element("dd", {}, element("span", { className: "unseen" }, "trước: "), element("del", {}, written(name, before?.[name])),
      element("span", { ariaHidden: "true" }, " → "), element("span", { className: "unseen" }, ", sau: "),
      element("ins", {}, written(name, after[name]))))));
}
