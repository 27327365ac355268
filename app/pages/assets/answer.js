// Shows one answer as text: the verdict, what differs from the question, and the matches with their codes.

import { both, element, kept } from "/assets/dom.js";

const VERDICTS = {
  matched: ["Đã khớp", "Matched", "Có thể dùng mã này.", "You can use this code."],
  ambiguous: ["Có nhiều khả năng", "Ambiguous", "Hãy chọn trong danh sách, hoặc viết thêm phường, ngõ, số căn hộ.",
    "Choose from the list, or add ward, alley or flat."],
  partial: ["Mới khớp một phần", "Partial", "Hãy viết thêm số nhà, ngõ hoặc tên đường.", "Add the number, the alley or the street."],
  none: ["Không tìm thấy", "Nothing found", "Hãy kiểm tra lại cách viết, hoặc thêm tên đường và phường.",
    "Check the spelling, or add street and ward."],
};
// A point is answered with other words than a text: there is nothing to add to it.
const POINT_VERDICTS = {
  matched: ["Tìm thấy ở đây", "Found here", "Có thể dùng kết quả này.", "You can use this result."],
  ambiguous: ["Có nhiều hộ ở đây", "Several households here", "Hãy chọn hộ trong danh sách.", "Choose the household from the list."],
  partial: ["Nơi gần nhất", "Nearest", "Điểm hỏi không nằm trong thửa đất nào có hộ.", "The point lies on no parcel with households."],
  none: ["Không có gì ở đây", "Nothing here", "Điểm nằm ngoài dữ liệu đang có.", "The point lies outside what is loaded."],
};
const verdictWords = ({ geocoding, vpostcode }) => (geocoding.query ? VERDICTS : POINT_VERDICTS)[vpostcode.verdict];

const LEVELS = {
  commune: ["xã, phường", "commune"], street: ["đường, phố", "street"], alley: ["ngõ", "alley"],
  parcel: ["thửa đất", "parcel"], household: ["hộ", "household"], none: ["–", "–"],
};
const ACCURACIES = {
  door: ["cửa nhà", "door"], building: ["nhà", "building"], parcel: ["thửa đất", "parcel"],
  interpolated: ["nội suy", "interpolated"], centroid: ["tâm vùng", "centre of area"],
};
const number = new Intl.NumberFormat("vi-VN", { maximumFractionDigits: 1 });

export function pin(label) {
  return element("span", { className: "pin", ariaHidden: "true" }, element("span", {}, label));
}

// One line for those who hear the page instead of seeing it.
export function summary(answer) {
  const [verdict, , advice] = verdictWords(answer);
  return `${verdict}: ${number.format(answer.vpostcode.total)} kết quả. ${advice}`;
}

export function showAnswer(place, answer, { path, onShow }) {
  const { faults, unmatched } = answer.vpostcode;
  place.replaceChildren(...kept([
    verdictLine(answer),
    faults.length ? element("ul", { className: "faults" }, ...faults.map(faultLine)) : null,
    unmatched ? element("p", { className: "faults" }, ...both(`Chưa hiểu: “${unmatched}”.`, `Not understood: “${unmatched}”.`)) : null,
    element("ol", { className: "matches" }, ...answer.features.map((feature, index) => matchCard(feature, index, onShow))),
    element("p", { className: "raw" }, element("code", {}, "GET "), element("a", { href: path }, element("code", {}, decodeURIComponent(path.replaceAll("+", " "))))),
  ]));
}

export function showProblem(place, problem, onPick) {
  const { title, detail, errors = [], nearMisses = [] } = problem;
  place.replaceChildren(...kept([
    element("div", { className: "verdict problem" }, element("b", {}, title ?? "Trang gặp lỗi"),
      element("span", { className: "advice" }, detail ?? "Hãy tải lại trang. Please reload the page.")),
    errors.length ? element("ul", { className: "faults" }, ...errors.map((error) => element("li", {}, error.detail))) : null,
    nearMisses.length ? element("p", { className: "near" }, ...both("Có phải là:", "Did you mean:")) : null,
    element("ul", { className: "examples" }, ...nearMisses.map((text) =>
      element("li", {}, element("button", { type: "button", onclick: () => onPick(text) }, text)))),
  ]));
}

function verdictLine(answer) {
  const { features, vpostcode: { verdict, total, withheld } } = answer;
  const [vi, en, adviceVi, adviceEn] = verdictWords(answer);
  const shown = features.length < total && features.length > 0 ? `${features.length} / ` : "";
  const hidden = ["Danh sách hộ chỉ hiện cho người được phép.", "Lists of households are shown to authorised callers only."];
  return element("div", { className: `verdict ${verdict}` },
    element("b", {}, vi), element("span", { lang: "en" }, en),
    total > 1 ? element("span", { className: "total" }, shown + number.format(total), " kết quả ", element("span", { lang: "en" }, "results")) : null,
    element("span", { className: "advice" }, ...both(adviceVi, adviceEn)),
    withheld ? element("span", { className: "advice" }, ...both(...hidden)) : null);
}

function faultLine({ message }) {
  return element("li", {}, ...both(message.vi, message.en));
}

function matchCard(feature, index, onShow) {
  const { geocoding, vpostcode } = feature.properties;
  return element("li", { className: "match" },
    pin(String(index + 1)),
    element("h3", {}, geocoding.label),
    vpostcode.code ? element("strong", { className: "code" }, vpostcode.code) : null,
    facts(vpostcode),
    element("footer", {}, vpostcode.code ? copyButton(vpostcode.code) : null,
      onShow ? element("button", { type: "button", className: "plain", onclick: () => onShow(feature) }, ...both("Bản đồ", "Map")) : null),
  );
}

function copyButton(code) {
  const button = element("button", { type: "button", className: "plain copy" }, ...both("Chép mã", "Copy"));
  button.addEventListener("click", async () => {
    await copy(code);
    button.replaceChildren(...both("Đã chép ✓", "Copied"));
    setTimeout(() => button.replaceChildren(...both("Chép mã", "Copy")), 2000);
  });
  return button;
}

async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  // Without TLS there is no clipboard object; the old way still works.
  const field = element("textarea", { value: text });
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  return field.remove();
}

function facts({ level, accuracy, uncertainty_m: uncertainty, confidence, distance_m: distance, parcel, commune }) {
  const rows = [
    ["Khớp đến", "Level", ...LEVELS[level]],
    ["Vị trí theo", "Position", `${ACCURACIES[accuracy][0]} ±${number.format(Math.ceil(uncertainty))} m`, ACCURACIES[accuracy][1]],
    confidence < 1 ? ["Tin cậy", "Confidence", `${(Math.floor(confidence * 1000) / 10).toLocaleString("vi")} %`] : null,
    distance === null ? null : ["Cách điểm hỏi", "Away", `${number.format(distance)} m`],
    parcel ? ["Thửa đất", "Parcel", `tờ ${parcel.sheet}, thửa ${parcel.number}`] : null,
    commune ? ["Bưu chính", "Postcode", commune.postcode] : null,
  ];
  return element("dl", { className: "facts" }, ...rows.filter(Boolean).map(([vi, en, value, valueEn = ""]) =>
    element("div", {}, element("dt", {}, ...both(vi, en)), element("dd", {}, ...both(value, valueEn)))));
}
