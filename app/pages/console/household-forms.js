// The forms that propose an edit of one household; opening one locks the record against a colleague's edit.

import { both, element } from "/assets/dom.js";
import { field, form } from "/assets/console/forms.js";
import { announce, button, problemNotice, say } from "/assets/console/parts.js";
import { addressFields, changedParts, sendProposal, why, wordsOf } from "/assets/console/address-fields.js";
import { service } from "/assets/console/service.js";
import { landOf, placeFields } from "/assets/console/place-fields.js";
import { ADDRESS_PARTS, EDIT_KINDS } from "/assets/console/words.js";

export function formsFor(context) {
  const lock = lockOf(context.one);
  const message = element("div", {});
  const open = (kind, [vi, en], content) => {
    const details = element("details", { name: "edit" }, element("summary", {}, ...both(vi, en)), content);
    details.addEventListener("toggle", async () => {
      context.place.pick(kind === "move" && details.open);
      if (!details.open) return;
      message.replaceChildren(...(await lock.take()));
    });
    return details;
  };
  const kinds = context.one.status === "certified" ? ["correct", "move", "merge", "split", "retire"]
    : ["correct", "move", "certify", "merge", "split", "retire"];
  const node = element("section", { className: "card edits", "aria-labelledby": "edits" }, element("h2", { id: "edits" }, ...both("Sửa", "Edit")),
    message,
    ...kinds.map((kind) => open(kind, EDIT_KINDS[kind], FORMS[kind](context, lock))));
  return { node, leave: lock.release };
}

// Taken when a form is first opened, given back when the page is left or the edit is sent.
function lockOf({ id }) {
  let taken = false;
  return {
    async take() {
      if (taken) return [];
      try {
        await service.lock(id);
        taken = true;
        return [];
      } catch (problem) {
        announce(problem.title);
        return [problem.isUnreachable ? problemNotice(problem) : say("warning held", element("b", {}, "Đồng nghiệp đang sửa"),
          element("p", {}, problem.errors[0]?.detail ?? problem.detail))];
      }
    },
    release() {
      if (taken) service.unlock(id).catch(() => null);
      taken = false;
    },
  };
}

function proposal({ one, onSent }, lock, { kind, fields, valuesOf = () => ({}), ids = () => [one.id], send }) {
  return form({ fields: [...fields, ...why()], send: send ?? ["Gửi đề xuất", "Propose"], onSend: async ({ reason, evidence, file, ...rest }) => {
    await sendProposal({ kind, household_ids: ids(rest), values: valuesOf(rest), reason, evidence, file });
    lock.release();
    setTimeout(onSent);
  } });
}

function correct(context, lock) {
  const before = wordsOf(context.one.address);
  return proposal(context, lock, { kind: "correct", fields: [addressFields(before)], valuesOf: (given) => changedParts(before, given) });
}

function move(context, lock) {
  const { one, place } = context;
  const where = placeFields({ point: one.point, land: landOf(one), place });
  const inside = proposal(context, lock, { kind: "move", fields: where.fields, valuesOf: (given) => {
    const { point, parcels } = where.valuesOf(given, one.commune_code);
    return given.parcels === landOf(one) ? { point } : { point, parcels };
  } });
  where.follow(inside);
  return inside;
}

const certify = (context, lock) => proposal(context, lock, { kind: "certify", fields: [
  say("info", "Chứng nhận rằng địa chỉ và vị trí của hộ này đúng với thực tế. Sau khi được duyệt, mã được tính vào tỷ lệ của địa bàn.")] });

const retire = (context, lock) => proposal(context, lock, { kind: "retire", fields: [
  say("warning", "Hộ này không còn (nhà đã phá, nhập nhầm). Mã của hộ ngừng hiệu lực và không bao giờ dùng lại.")] });

function merge(context, lock) {
  const { one } = context;
  const chosen = element("ul", { className: "choices" });
  const search = element("input", { type: "search", ariaLabel: "Tìm hộ cần gộp theo địa chỉ hoặc mã", maxLength: 200 });
  const look = async () => {
    try {
      const { households } = await service.households({ commune: one.commune_code, q: search.value.trim(), limit: 20 });
      const kept = [...chosen.querySelectorAll("li")].filter((item) => item.querySelector("input").checked);
      const ids = new Set([one.id, ...kept.map((item) => item.querySelector("input").value)]);
      const fresh = households.filter(({ id, status }) => !ids.has(id) && status !== "retired");
      chosen.replaceChildren(...kept, ...fresh.map(choice), ...(kept.length + fresh.length ? []
        : [element("li", { className: "quiet" }, "Không tìm thấy hộ nào.")]));
      announce(`${fresh.length} hộ.`);
    } catch (problem) {
      chosen.replaceChildren(problemNotice(problem));
    }
  };
  search.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); look(); } });
  const picked = () => [...chosen.querySelectorAll("input:checked")].map(({ value }) => value);
  return proposal(context, lock, { kind: "merge", ids: () => [one.id, ...picked()], valuesOf: () => ({ into: one.id }), fields: [
    element("p", { className: "hint" }, "Hộ đang mở được giữ lại; mã của những hộ chọn dưới đây ngừng hiệu lực và dẫn về hộ này."),
    element("div", { className: "two seek" }, search, button("Tìm hộ", "Find", look)), chosen] });
}

const choice = ({ id, address_line: line, code }) => element("li", {}, element("label", { className: "tick" },
  element("input", { type: "checkbox", value: id }), element("span", {}, line || "(chưa có địa chỉ)", " ", element("code", {}, code ?? ""))));

const PART_FIELDS = ["house_number", "floor", "unit"];

function split(context, lock) {
  const before = wordsOf(context.one.address);
  const rows = element("div", { className: "stack" });
  const add = () => {
    const index = rows.children.length;
    rows.append(element("fieldset", {}, element("legend", {}, `Hộ mới ${index + 1}`), element("div", { className: "two" },
      ...PART_FIELDS.map((name) => field({ name: `parts/${index}/${name}`, label: ADDRESS_PARTS[name],
        value: name === "house_number" ? before[name] : "", maxLength: 50 })))));
  };
  add();
  const partOf = (given, index) => {
    const own = Object.fromEntries(PART_FIELDS.map((name) => [name, given[`parts/${index}/${name}`]]));
    return changedParts(Object.fromEntries(Object.keys(before).map((name) => [name, null])), { ...before, ...own });
  };
  return proposal(context, lock, { kind: "split", valuesOf: (given) => ({ parts: [...rows.children].map((_, index) => partOf(given, index)) }),
    fields: [
    element("p", { className: "hint" },
      "Hộ đang mở giữ nguyên mã; mỗi hộ mới nhận một mã riêng khi được duyệt. Đường, ngõ và vị trí lấy theo hộ này."), rows,
    element("div", { className: "actions" }, button("Thêm một hộ nữa", "Add another", add))] });
}

const FORMS = { correct, move, certify, merge, split, retire };
