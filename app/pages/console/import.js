// An edited file against the register, line by line, before anything is saved; what is right is proposed with a reason.

import { both, element } from "/assets/dom.js";
import { askForm, field } from "/assets/console/forms.js";
import { announce, badge, button, empty, link, pager, say, table } from "/assets/console/parts.js";
import { service } from "/assets/console/service.js";
import { FIELDS, count, moment } from "/assets/console/words.js";

const PAGE = 100;
const KINDS = {
  changed: ["Thay đổi", "Changed", "proposed"], conflict: ["Sổ đã đổi", "Conflict", "warning"], invalid: ["Không hợp lệ", "Invalid", "error"],
  unknown: ["Không có hộ", "Unknown", "error"], foreign: ["Xã, phường khác", "Foreign", "error"], unchanged: ["Không đổi", "Unchanged", ""],
};
const OUTCOMES = { conflict: "sổ đã đổi sau khi so sánh", locked: "đồng nghiệp đang sửa hộ", refused: "không còn hợp lệ" };

export async function show({ parameter: id, query, session, signal, refresh }) {
  const kind = query.get("kind") ?? "";
  const found = await service.compared(id, { kind, limit: PAGE, after: query.get("after") }, signal);
  const commune = session.communes === null ? `?commune=${found.commune_code}` : "";
  return {
    title: ["Tệp so với sổ", "The file against the register"], kicker: element("span", {},
      link(`/console/files${commune}`, "← Tệp và in", "Files"), ` · ${await service.communeName(found.commune_code)}`),
    body: [say("info", element("b", {}, "Chưa có gì được lưu."), element("p", {}, `Tệp có ${count(found.rows)} dòng. Bản so sánh này chỉ bạn`
      + ` xem được, giữ đến ${moment(found.expires_at)}.`)), kinds(found, id, kind),
    found.lines.length ? element("div", { className: "card list" }, lines(found.lines)) : nothing(found, kind),
    pager({ next: found.next, first: !query.get("after"), hrefOf: (after) => addressOf(id, { kind, after }) }),
    found.waiting ? element("div", { className: "actions" }, button(`Gửi đề xuất ${count(found.waiting)} dòng thay đổi`, "Propose the changed lines",
      () => propose(found, refresh, commune), "strong")) : ""].filter(Boolean),
  };
}

function addressOf(id, filter) {
  const given = Object.entries(filter).filter(([, value]) => value);
  return `/console/imports/${id}${given.length ? `?${new URLSearchParams(given)}` : ""}`;
}

function kinds({ counts, rows }, id, current) {
  const differing = rows - counts.unchanged;
  const tabs = [["", ["Khác với sổ", "Different"], differing], ...Object.entries(KINDS).filter(([name]) => name !== "unchanged" && counts[name])
    .map(([name, words]) => [name, words, counts[name]])];
  return element("div", { className: "stack" }, element("nav", { className: "tabs", "aria-label": "Loại dòng · Kind of line" },
    ...tabs.map(([name, [vi, en], number]) => {
      const tab = link(addressOf(id, { kind: name }), `${vi}: ${count(number)}`, en);
      if (name === current) tab.setAttribute("aria-current", "page");
      return tab;
    })), element("p", { className: "total", role: "status" }, element("b", {}, count(counts.unchanged)), ...both(" dòng như trong sổ", "unchanged lines")));
}

const nothing = ({ rows, counts }, kind) => (kind || rows !== counts.unchanged ? empty("Không có dòng nào thuộc loại này.", "No line of this kind.")
  : empty("Mọi dòng đều như trong sổ.", "Every line is as in the register."));

function lines(rows) {
  return table({ caption: "Các dòng khác với sổ", rows, columns: [
    ["Hộ", "Household", ({ household_id: id, address_line: line }) => (id ? link(`/console/households/${id}`, line || "Hộ chưa có địa chỉ")
      : line || "–")],
    ["Dòng", "Row", ({ row }) => String(row)],
    ["Kết quả", "Outcome", outcome],
    ["Trước → sau", "Before → after", ({ changes }) => (changes.length ? beforeAndAfter(changes) : "–"), "wide"],
    ["Vì sao", "Why", ({ flaws }) => (flaws.length ? flaws.map(whatIsWrong) : "–")],
  ] });
}

function outcome({ kind, edit_id: proposed, open_edits: waiting }) {
  const [vi, en, colour] = KINDS[kind];
  if (proposed) return badge("approved", ["Đã đề xuất", "Proposed"]);
  return [badge(colour, [vi, en]), waiting ? element("p", { className: "quiet" }, "Hộ này đang có đề xuất chờ duyệt.") : ""];
}

const beforeAndAfter = (changes) => element("dl", { className: "diff" }, ...changes.map(({ part, before, after }) => element("div", {},
  element("dt", {}, ...both(...(FIELDS[part] ?? [part, ""]))), element("dd", {}, element("span", { className: "unseen" }, "trước: "),
    element("del", {}, before || "(trống)"), element("span", { ariaHidden: "true" }, " → "), element("span", { className: "unseen" }, ", sau: "),
    element("ins", {}, after || "(trống)")))));

const whatIsWrong = ({ heading, text }) => element("p", {}, heading ? element("b", {}, `${heading}: `) : "", ...both(text.vi, text.en));

async function propose({ id, waiting }, refresh, commune) {
  const answer = await askForm({ title: ["Gửi đề xuất", "Propose"], send: ["Gửi đề xuất", "Propose"],
    intro: `${count(waiting)} dòng thay đổi. Người khác duyệt thì sổ mới đổi.`,
    fields: [field({ name: "reason", label: ["Lý do", "Reason"], lines: 2, required: true, maxLength: 500 }),
      field({ name: "evidence", label: ["Căn cứ", "Evidence"], maxLength: 500, hint: "Ví dụ: biên bản ngày nào, số quyết định." })],
    onSend: (given) => proposeAll(id, given) });
  if (!answer) return;
  await refresh();
  tell(answer, commune);
}

// Two hundred at a time; stops where a portion brings nothing further.
async function proposeAll(id, given) {
  const done = new Map();
  for (;;) {
    const { lines: portion, left } = await service.proposeCompared(id, given);
    for (const line of portion) done.set(line.row, line);
    announce(`Đã gửi ${count(done.size)} dòng.`);
    if (!left || !portion.some(({ outcome: what }) => what === "proposed" || what === "conflict")) return [...done.values()];
  }
}

function tell(done, commune) {
  const proposed = done.filter(({ outcome: what }) => what === "proposed").length;
  const left = [...new Set(done.filter(({ outcome: what }) => what !== "proposed").map(({ outcome: what }) => OUTCOMES[what]))];
  const place = document.querySelector("main .head");
  if (left.length) place.after(say("warning", element("b", {}, `${count(done.length - proposed)} dòng chưa gửi được`), element("p", {}, left.join("; "))));
  if (proposed) place.after(say("done", element("b", {}, `Đã gửi ${count(proposed)} đề xuất.`),
    element("p", {}, "Thay đổi có hiệu lực khi một người khác duyệt. "), link(`/console/approve${commune}`, "Xem các đề xuất chờ duyệt", "Edits waiting")));
  announce(`Đã gửi ${proposed} đề xuất, ${done.length - proposed} dòng chưa được.`);
}
