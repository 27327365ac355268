// One household: its address, code and place, what was found about it, and the forms to put it right.

import { both, element } from "/assets/dom.js";
import { announce, badge, button, empty, facts, link, problemNotice, say, section, severityBadge, table } from "/assets/console/parts.js";
import { changes, written } from "/assets/console/diff.js";
import { formsFor } from "/assets/console/household-forms.js";
import { placeOf } from "/assets/console/place.js";
import { saveAs } from "/assets/console/saving.js";
import { service } from "/assets/console/service.js";
import { show as showNew } from "/assets/console/household-new.js";
import { settle } from "/assets/console/worklist.js";
import { ACCURACIES, ADDRESS_PARTS, EDIT_KINDS, EDIT_STATES, FIELDS, FINDING_STATES, STATUSES, day, moment } from "/assets/console/words.js";

export async function show(context) {
  const { parameter: id, query, session, signal, refresh } = context;
  if (id === "new") return showNew(context);
  const one = await service.household(id, signal);
  const [{ findings }, name] = await Promise.all([
    service.findings({ commune: one.commune_code, household: id, state: "open", limit: 200 }, signal), service.communeName(one.commune_code)]);
  const place = placeOf(one);
  const held = heldBy(one, session);
  const mayEdit = session.scopes.includes("register:edit") && one.status !== "retired";
  const edits = mayEdit && !held ? formsFor({ one, place, session, onSent: () => sent(refresh) }) : null;
  return {
    title: [one.address_line || "Hộ chưa có địa chỉ", ""], kicker: element("span", {},
      link(`/console/worklist${session.communes === null ? `?commune=${one.commune_code}` : ""}`, "← Việc cần làm", "Worklist")),
    body: [
      held ? say("warning", element("b", {}, "Đồng nghiệp đang sửa hộ này"),
        element("p", {}, `${held.by_name} giữ chậm nhất đến ${moment(held.until)}. Trang này chỉ xem được.`),
        button("Xem lại", "Check again", () => refresh())) : "",
      element("div", { className: "split" }, summary(one, name), place.node, found({ findings, session, refresh, marked: query.get("finding") }),
        edits ? edits.node : ""),
      waiting(one), heldBack(one), codesOf(one), history(one),
    ].filter(Boolean),
    leave: () => { place.close(); edits?.leave(); },
  };
}

async function sent(refresh) {
  await refresh();
  document.querySelector("main .head").after(say("done", element("b", {}, "Đã gửi đề xuất."),
    element("p", {}, "Thay đổi có hiệu lực khi một người khác duyệt. "), link("/console/approve", "Xem các đề xuất chờ duyệt", "Edits waiting")));
  announce("Đã gửi đề xuất, chờ người khác duyệt.");
}

const heldBy = ({ lock }, session) => (lock && lock.by !== session.account ? lock : null);

function summary(one, name) {
  const parts = Object.entries(ADDRESS_PARTS).map(([name, [vi, en]]) => [vi, en,
    name === "alley_path" ? [one.address[name] ?? []].flat().join(" / ") : one.address[name]]);
  return section("what", "Địa chỉ và mã", "Address and code",
    one.code ? element("p", { className: "code" }, one.code)
      : say("warning", one.status === "retired" ? "Hộ đã ngừng dùng nên không còn mã." : "Hộ này chưa có mã."),
    element("p", {}, badge(one.status, STATUSES[one.status])),
    facts([...parts.filter(([, , value]) => value), ["Xã, phường", "Commune", name],
      ["Mã hộ trong sổ nguồn", "External id", one.external_id], ["Vị trí theo", "Position from", ACCURACIES[one.accuracy]?.[0] ?? one.accuracy]]),
    one.code ? element("div", { className: "actions" }, button("Giấy chứng nhận mã (PDF)", "Certificate",
      (event) => certificate(one, event.currentTarget))) : "",
    one.code ? element("p", { className: "how" }, "Ký tự cuối của mã là ký tự kiểm tra: viết sai một ký tự là biết ngay.") : "");
}

async function certificate({ id, code }, pressed) {
  pressed.disabled = true;
  try {
    saveAs(await service.certificate(id), `chung-nhan-${code.replace("/", "-")}.pdf`);
  } catch (problem) {
    pressed.after(problemNotice(problem));
  } finally {
    pressed.disabled = false;
  }
}

function found({ findings, session, refresh, marked }) {
  const maySettle = session.scopes.includes("findings:settle");
  const cards = findings.map((one) => element("li", { className: `finding ${one.severity}${one.id === marked ? " marked" : ""}` },
    element("p", {}, severityBadge(one.severity), " ", element("code", { className: "rule" }, one.rule)),
    element("p", {}, element("b", {}, one.text.vi), " ", element("span", { lang: "en" }, one.text.en)),
    element("p", {}, element("b", {}, "Nên làm: "), ...both(one.suggestion.vi, one.suggestion.en)),
    maySettle && one.state === "open" ? element("div", { className: "actions" },
      ...["waive", "send_on", "declare_true"].map((kind) => button(...SETTLE[kind], () => settle(kind, [one], refresh))))
      : badge(one.state, FINDING_STATES[one.state])));
  return section("found", "Phát hiện", "Findings", cards.length ? element("ul", { className: "findings" }, ...cards)
    : empty("Không có phát hiện nào về hộ này.", "Nothing was found about this household."));
}

const SETTLE = { waive: ["Bỏ qua", "Waive"], send_on: ["Chuyển", "Send on"], declare_true: ["Đúng thực tế", "True"] };

function waiting({ edits }) {
  if (!edits.length) return "";
  return section("waiting", "Đề xuất chờ duyệt", "Edits waiting", element("ul", { className: "findings" }, ...edits.map((edit) =>
    element("li", { className: "finding" }, element("p", {}, badge(edit.state, EDIT_STATES[edit.state]), " ",
      element("b", {}, EDIT_KINDS[edit.kind][0]), ` · ${edit.proposed.by.name}, ${moment(edit.proposed.at)}`),
      ...edit.targets.map(({ before, after }) => changes(before, after)), element("p", { className: "quiet" }, `Lý do: ${edit.proposed.reason}`)))),
    element("p", {}, link("/console/approve", "Sang trang duyệt", "To the approvals")));
}

// What an import says otherwise of a household that people have corrected: theirs is kept, somebody has to look.
function heldBack({ held_changes: held }) {
  if (!held.length) return "";
  return section("held", "Tệp nhập nói khác", "An import says otherwise",
    say("warning", "Hộ này đã được sửa tay nên dữ liệu nhập không ghi đè. Hãy xem giá trị nào đúng."), table({
    caption: "Sổ địa chỉ và tệp nhập", rows: held, columns: [["Mục", "Part", ({ part }) => FIELDS[part]?.[0] ?? part],
      ["Trong sổ", "Register", ({ part, register_value: ours }) => written(part, ours)],
      ["Trong tệp", "Import", ({ part, source_value: theirs }) => written(part, theirs)]] }));
}

function codesOf({ codes }) {
  if (codes.length < 2 && codes.every(({ live }) => live)) return "";
  return section("codes", "Các mã đã có", "Codes so far", table({ caption: "Các mã của hộ này", rows: codes, columns: [
    ["Mã", "Code", ({ code }) => element("code", {}, code)], ["Tình trạng", "State", ({ live }) => (live ? "đang dùng" : "đã ngừng")],
    ["Cấp ngày", "Issued", ({ issued_at: at }) => day(at)],
    ["Ngừng ngày", "Retired", ({ retired_at: at }) => day(at)], ["Mã thay", "Successors", ({ successors }) => successors.join(", ") || "–"]] }));
}

function history({ history: steps }) {
  return section("history", "Lịch sử", "History", steps.length ? table({ caption: "Các bước đã ghi, mới nhất trước", rows: steps,
    columns: [["Lúc", "When", ({ at }) => moment(at)], ["Việc", "What", ({ text }) => both(text.vi, text.en)],
      ["Ai", "Who", ({ actor_name: name }) => name || "–"],
      ["Lý do", "Reason", ({ reason }) => reason || "–"]] }) : empty("Chưa ai sửa hộ này.", "Nobody has edited this household yet."));
}
