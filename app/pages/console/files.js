// Files and paper: the list for the walk, number plates, and lists for Excel.

import { both, element } from "/assets/dom.js";
import { households, sendIn } from "/assets/console/excel.js";
import { field, form } from "/assets/console/forms.js";
import { announce, section } from "/assets/console/parts.js";
import { saveAs } from "/assets/console/saving.js";
import { service } from "/assets/console/service.js";
import { chooseFirst } from "/assets/console/worklist.js";

const SIZES = [["small", "Biển nhỏ"], ["medium", "Biển vừa"], ["large", "Biển to"], ["tag", "Nhãn nhỏ, mã QR 20 mm"]];
const STREET = { name: "street", label: ["Đường, phố", "Street"], hint: "Để trống là cả địa bàn.", maxLength: 200 };

export async function show({ commune, session, go }) {
  if (!commune) return { title: ["Tệp và in", "Files and paper"], body: [chooseFirst()] };
  return {
    title: ["Tệp và in", "Files and paper"], kicker: await service.communeName(commune),
    body: [element("div", { className: "pair even" }, walk(commune), plates(commune)),
      element("div", { className: "pair even" }, households(commune), sendIn({ commune, session, go }))],
  };
}

function walk(commune) {
  return section("walk", "Danh sách đi thực địa", "List for the walk",
    element("p", {}, ...both("Các hộ theo thứ tự đường và ngõ, có ô để đánh dấu; in khổ A4.",
      "Households in the order of streets and alleys, with boxes to tick; A4.")),
    form({ fields: [field(STREET)], send: ["Tải PDF", "Get the PDF"], onSend: ({ street }) => fetched(service.walk(commune, street),
      `danh-sach-${commune}.pdf`) }));
}

function plates(commune) {
  return section("plates", "Biển số nhà có mã QR", "Number plates with QR codes",
    element("p", {}, ...both("Mỗi hộ một biển: số nhà, mã, ký tự kiểm tra và mã QR; có dấu cắt.",
      "One plate a household: number, code, check symbol and QR code, with crop marks.")),
    form({ fields: [field(STREET), field({ name: "size", label: ["Cỡ", "Size"], options: SIZES, value: "small" })], send: ["Tải PDF", "Get the PDF"],
      onSend: ({ street, size }) => fetched(service.plates({ commune, street, size }), `bien-so-nha-${commune}.pdf`) }));
}

async function fetched(asked, name) {
  announce("Đang làm tệp, xin chờ.");
  saveAs(await asked, name);
  announce("Đã tải tệp.");
}
