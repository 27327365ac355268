// The parts of an address as fields, and what of them was changed.

import { element } from "/assets/dom.js";
import { field } from "/assets/console/forms.js";
import { service } from "/assets/console/service.js";
import { ADDRESS_PARTS } from "/assets/console/words.js";

const ALLEYS = "Từ đường vào, cách nhau bằng dấu /: 12/5 là ngách 5 của ngõ 12.";

export const why = () => [
  field({ name: "reason", label: ["Lý do", "Reason"], lines: 2, required: true, maxLength: 500 }),
  field({ name: "evidence", label: ["Căn cứ", "Evidence"], maxLength: 500, hint: "Ví dụ: biên bản ngày nào, số quyết định." }),
  field({ name: "file", label: ["Ảnh hoặc PDF", "Picture or PDF"], type: "file", accept: "image/png,image/jpeg,image/webp,application/pdf",
    hint: "Không bắt buộc, tối đa 2 MB." }),
];

// Proposes, then attaches the file to what was proposed.
export async function sendProposal({ file, ...proposal }) {
  const { edits } = await service.propose(proposal);
  if (file?.size) for (const { id } of edits) await service.attach(id, file);
}

export function wordsOf(address = {}) {
  return Object.fromEntries(Object.keys(ADDRESS_PARTS).map((name) => [name, [address[name] ?? ""].flat().join("/")]));
}

export function addressFields(words) {
  return element("div", { className: "two" }, ...Object.entries(ADDRESS_PARTS).map(([name, label]) =>
    field({ name, label, value: words[name], maxLength: 200, hint: name === "alley_path" ? ALLEYS : "" })));
}

// Only what was changed is sent, so that two people correcting different parts do not undo each other.
export function changedParts(before, after) {
  const names = Object.keys(before).filter((name) => name in after && after[name] !== before[name]);
  return Object.fromEntries(names.map((name) => [name, name === "alley_path" ? after[name].split("/").map((part) => part.trim()).filter(Boolean)
    : after[name]]));
}
