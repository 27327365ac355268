// Lists for Excel: taking the households away, and sending the edited file in to be compared.

import { both, element } from "/assets/dom.js";
import { field, form } from "/assets/console/forms.js";
import { announce, button, problemNotice, section } from "/assets/console/parts.js";
import { saveAs } from "/assets/console/saving.js";
import { service } from "/assets/console/service.js";
import { STATUSES } from "/assets/console/words.js";

const FILE = { name: "file", label: ["Tệp đã sửa", "Edited file"], type: "file", accept: ".xlsx,.csv", required: true,
  hint: "Tệp .xlsx (hoặc .csv) xuất từ trang này, giữ nguyên dòng tiêu đề; tối đa 20 MB." };

export function households(commune) {
  const statuses = [["", "Tất cả, trừ đã ngừng dùng"], ...Object.entries(STATUSES).map(([name, [vi]]) => [name, vi])];
  return section("excel-out", "Danh sách hộ cho Excel", "Households for Excel",
    element("p", {}, ...both("Mỗi hộ một dòng, có bộ lọc. Ô nền vàng là phần địa chỉ sửa được; sửa xong thì gửi lại ở ô bên cạnh.",
      "One row a household, with filters. Yellow cells may be edited; then send the file in.")),
    form({ fields: [field({ name: "status", label: ["Tình trạng", "Status"], options: statuses }),
      field({ name: "street", label: ["Đường, phố", "Street"], hint: "Viết như trong sổ; để trống là cả địa bàn.", maxLength: 200 }),
      field({ name: "q", label: ["Có chữ", "Text"], hint: "Từ trong địa chỉ, hoặc phần đầu của mã.", maxLength: 200 })],
    send: ["Tải Excel", "Get the Excel file"], onSend: async (filter) => fetched(service.householdsBook({ commune, ...filter }), `ho-${commune}`) }));
}

export function sendIn({ commune, session, go }) {
  if (!session.scopes.includes("register:edit")) return "";
  const inside = form({ fields: [field(FILE)], send: ["So sánh với sổ", "Compare with the register"], onSend: async ({ file }) => {
    announce("Đang so sánh tệp với sổ, xin chờ.");
    const { id } = await service.compare(commune, file);
    delete inside.dataset.touched;
    await go(`/console/imports/${id}`);
  } });
  return section("excel-in", "Nhập lại tệp đã sửa", "Send an edited file in",
    element("p", {}, ...both("Trước tiên chỉ xem: từng dòng khác với sổ, trước và sau. Chưa có gì được lưu.",
      "First you only look: each line that differs, before and after. Nothing is saved yet.")), inside);
}

// The findings that the worklist shows, all its pages at once.
export const findingsButton = (filter) => button("Tải Excel", "Excel file", async ({ currentTarget: pressed }) => {
  pressed.disabled = true;
  try {
    await fetched(service.findingsBook(filter), `phat-hien-${filter.commune}`);
  } catch (problem) {
    pressed.after(problemNotice(problem));
  } finally {
    pressed.disabled = false;
  }
});

async function fetched(asked, name) {
  announce("Đang làm tệp, xin chờ.");
  saveAs(await asked, `${name}.xlsx`);
  announce("Đã tải tệp.");
}
