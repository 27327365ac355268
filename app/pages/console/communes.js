// All communes beside each other, to be sorted by any column.

import { element } from "/assets/dom.js";
import { empty, link, progress, say, section, table } from "/assets/console/parts.js";
import { service } from "/assets/console/service.js";
import { count, day, percent } from "/assets/console/words.js";

const COLUMNS = [
  ["Xã, phường", "Commune", (one) => link(`/console/communes/${one.code}`, one.name), "", (one) => one.name],
  ["Hộ", "Households", (one) => count(one.households), "number", (one) => one.households],
  ["Có mã đã chứng nhận", "Certified", (one) => count(one.certified_live), "number", (one) => one.certified_live],
  ["Tỷ lệ", "Share", (one) => [element("b", {}, percent(one.share_certified)), bar(one)], "number share", (one) => one.share_certified],
  ["So với thực tế", "Of reference", (one) => percent(one.share_of_reference), "number", (one) => one.share_of_reference],
  ["Mục tiêu", "Target", (one) => percent(one.target), "number", (one) => one.target],
  ["Lỗi", "Errors", (one) => count(one.findings.error), "number", (one) => one.findings.error],
  ["Cảnh báo", "Warnings", (one) => count(one.findings.warning), "number", (one) => one.findings.warning],
  ["Rà soát", "Audited", (one) => day(one.audited_at), "", (one) => one.audited_at],
];
const LOWEST_FIRST = { index: 3, down: false };

const bar = ({ name, share_certified: share, target }) => progress({ share, target, label: `${name}: ${percent(share)}` });

export async function show({ session, signal }) {
  const { city, communes, as_of: asOf } = await service.coverage(signal);
  const counted = communes.filter(({ households }) => households);
  const rest = communes.length - counted.length;
  const place = element("div", { className: "card" });
  draw(place, counted, LOWEST_FIRST);
  return {
    title: ["So sánh các xã, phường", "Compare communes"], kicker: `Số liệu ${day(asOf)}`,
    body: [whole(city), counted.length ? place : empty("Chưa có xã, phường nào có hộ.", "No commune has households yet."),
      rest ? say("info", `${count(rest)} xã, phường chưa có hộ nào hoặc chưa rà soát nên không nằm trong bảng.`) : "",
      session.communes === null ? ""
        : say("info", "Bạn xem được số liệu của mọi xã, phường, nhưng chỉ mở được danh sách việc của xã, phường mình.")].filter(Boolean),
  };
}

function whole(city) {
  return section("city", "Cả thành phố", "The whole city", element("p", { className: "big second" }, percent(city.share_certified)),
    progress({ share: city.share_certified, target: city.target, label: `Cả thành phố: ${percent(city.share_certified)}` }),
    element("p", {}, element("b", {}, count(city.certified_live)), " / ", element("b", {}, count(city.households)), " hộ có mã đã chứng nhận"));
}

function draw(place, rows, sorted) {
  const [, , , , by] = COLUMNS[sorted.index];
  const ordered = [...rows].sort((a, b) => compare(by(a), by(b)) * (sorted.down ? -1 : 1) || compare(a.name, b.name));
  place.replaceChildren(table({ caption: "Các xã, phường; bấm tiêu đề cột để sắp xếp", columns: COLUMNS, rows: ordered, sorted,
    onSort: (index) => {
      draw(place, rows, { index, down: sorted.index === index ? !sorted.down : false });
      place.querySelectorAll(".sort")[index].focus();
    } }));
}

// What is not known comes last in rising order.
function compare(a, b) {
  if (a === b) return 0;
  if (a === null || a === undefined) return 1;
  if (b === null || b === undefined) return -1;
  return typeof a === "string" ? a.localeCompare(b, "vi") : a - b;
}
