// The forms that propose an edit of one household; opening one locks the record against a colleague's edit.

import { both, element } from "/assets/dom.js";
import { field, form } from "/assets/console/forms.js";
import { announce, button, problemNotice, say } from "/assets/console/parts.js";
import { service } from "/assets/console/service.js";
import { ADDRESS_PARTS, EDIT_KINDS, degrees } from "/assets/console/words.js";

const WHY = () => [
  field({ name: "reason", label: ["Lý do", "Reason"], lines: 2, required: true, maxLength: 500 }),
  field({ name: "evidence", label: ["Căn cứ", "Evidence"], maxLength: 500, hint: "Ví dụ: ảnh biển số nhà, biên bản, số quyết định." }),
];
const HANOI = { lon: [105.2, 106.1], lat: [20.5, 21.45] };
const FAR_M = 50;

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
  const kinds = context.one.status === "certified" ? ["correct", "move", "merge", "split", "retire"] : ["correct", "move", "certify", "merge", "split", "retire"];
  const node = element("section", { className: "card edits", "aria-labelledby": "edits" }, element("h2", { id: "edits" }, ...both("Sửa", "Edit")), message,
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
        return [problem.isUnreachable ? problemNotice(problem) : say("warning", element("b", {}, "Đồng nghiệp đang sửa"), element("p", {}, problem.detail))];
      }
    },
    release() {
      if (taken) service.unlock(id).catch(() => null);
      taken = false;
    },
  };
}

function proposal({ one, onSent }, lock, { kind, fields, valuesOf = () => ({}), ids = () => [one.id], send }) {
  return form({ fields: [...fields, ...WHY()], send: send ?? ["Gửi đề xuất", "Propose"], onSend: async ({ reason, evidence, ...rest }) => {
    await service.propose({ kind, household_ids: ids(rest), values: valuesOf(rest), reason, evidence });
    lock.release();
    setTimeout(onSent);
  } });
}

function wordsOf(one) {
  return Object.fromEntries(Object.keys(ADDRESS_PARTS).map((name) => [name, [one.address[name] ?? ""].flat().join("/")]));
}

// Only what was changed is sent, so that two people correcting different parts do not undo each other.
function changed(before, after) {
  const names = Object.keys(before).filter((name) => name in after && after[name] !== before[name]);
  return Object.fromEntries(names.map((name) => [name, name === "alley_path" ? after[name].split("/").map((part) => part.trim()).filter(Boolean) : after[name]]));
}

function correct(context, lock) {
  const before = wordsOf(context.one);
  const fields = Object.entries(ADDRESS_PARTS).map(([name, label]) => field({ name, label, value: before[name], maxLength: 200,
    hint: name === "alley_path" ? "Từ đường vào, cách nhau bằng dấu /: 12/5 là ngách 5 của ngõ 12." : "" }));
  return proposal(context, lock, { kind: "correct", fields: [element("div", { className: "two" }, ...fields)], valuesOf: (given) => changed(before, given) });
}

function move(context, lock) {
  const { one, place } = context;
  const inputs = ["lon", "lat"].map((name) => field({ name, label: name === "lon" ? ["Kinh độ", "Longitude"] : ["Vĩ độ", "Latitude"], required: true, inputMode: "decimal",
    pattern: "[0-9]{1,3}[.,][0-9]+", value: one.point ? degrees(one.point[name]) : "", "data-also": "point" }));
  const land = field({ name: "parcels", label: ["Thửa đất", "Parcel"], hint: "Tờ/thửa, ví dụ 7/12; nhiều thửa cách nhau bằng dấu chấm phẩy.", value: landOf(one), maxLength: 200 });
  const distance = element("p", { className: "hint", role: "status" });
  const inside = proposal(context, lock, { kind: "move", valuesOf: (given) => ({ point: [numberOf(given.lon), numberOf(given.lat)], ...(given.parcels === landOf(one) ? {} : { parcels: parcelsOf(given.parcels, one) }) }), fields: [
    element("p", { className: "hint" }, "Bấm vào bản đồ để chọn điểm mới, hoặc nhập số dưới đây (WGS 84)."), element("div", { className: "two" }, ...inputs), distance, land,
    element("div", { className: "actions" }, button("Lấy tâm bản đồ", "Take the map’s centre", async () => put(await place.centre())))] });
  const control = (name) => inside.elements.namedItem(name);
  const say = () => {
    const at = { lon: numberOf(control("lon").value), lat: numberOf(control("lat").value) };
    const sound = Object.entries(HANOI).every(([name, [low, high]]) => at[name] >= low && at[name] <= high);
    place.propose(sound ? at : null);
    distance.textContent = sound && one.point ? far(metres(one.point, at)) : sound ? "" : "Điểm này nằm ngoài Hà Nội; kiểm tra xem có đổi chỗ hai số không.";
  };
  const put = (at) => {
    if (!at) return;
    control("lon").value = degrees(at.lon);
    control("lat").value = degrees(at.lat);
    if (at.parcel) control("parcels").value = at.parcel;
    inside.dispatchEvent(new Event("input", { bubbles: true }));
  };
  inside.addEventListener("input", say);
  place.onPick(put);
  return inside;
}

const landOf = ({ parcels }) => parcels.map(({ sheet, number }) => `${sheet}/${number}`).join("; ");

const parcelsOf = (text, { commune_code: commune }) => text.split(";").map((key) => key.trim()).filter(Boolean).map((key) => [commune, ...key.split("/").map((part) => part.trim())]);

const numberOf = (text) => Number(String(text).trim().replace(",", "."));

const far = (distance) => `Cách điểm cũ ${distance < 10 ? distance.toFixed(1).replace(".", ",") : Math.round(distance)} m.${distance > FAR_M ? " Xa hơn thường lệ: xin kiểm tra lại." : ""}`;

// Good enough for a hint on a screen: the sphere, flat over a few hundred metres.
function metres(a, b) {
  const degree = 111_320;
  return Math.hypot((a.lon - b.lon) * degree * Math.cos((a.lat * Math.PI) / 180), (a.lat - b.lat) * degree);
}

const certify = (context, lock) => proposal(context, lock, { kind: "certify", fields: [
  say("info", "Xác nhận rằng địa chỉ và vị trí của hộ này đúng với thực tế. Sau khi được duyệt, mã được tính vào tỷ lệ của địa bàn.")] });

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
      chosen.replaceChildren(...kept, ...fresh.map(choice), ...(kept.length + fresh.length ? [] : [element("li", { className: "quiet" }, "Không tìm thấy hộ nào.")]));
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
  const before = wordsOf(context.one);
  const rows = element("div", { className: "stack" });
  const add = () => {
    const index = rows.children.length;
    rows.append(element("fieldset", {}, element("legend", {}, `Hộ mới ${index + 1}`), element("div", { className: "two" },
      ...PART_FIELDS.map((name) => field({ name: `parts/${index}/${name}`, label: ADDRESS_PARTS[name], value: name === "house_number" ? before[name] : "", maxLength: 50 })))));
  };
  add();
  const partOf = (given, index) => {
    const own = Object.fromEntries(PART_FIELDS.map((name) => [name, given[`parts/${index}/${name}`]]));
    return changed(Object.fromEntries(Object.keys(before).map((name) => [name, null])), { ...before, ...own });
  };
  return proposal(context, lock, { kind: "split", valuesOf: (given) => ({ parts: [...rows.children].map((_, index) => partOf(given, index)) }), fields: [
    element("p", { className: "hint" }, "Hộ đang mở giữ nguyên mã; mỗi hộ mới nhận một mã riêng khi được duyệt. Đường, ngõ và vị trí lấy theo hộ này."), rows,
    element("div", { className: "actions" }, button("Thêm một hộ nữa", "Add another", add))] });
}

const FORMS = { correct, move, certify, merge, split, retire };
