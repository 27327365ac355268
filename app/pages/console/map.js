// The map of shares: communes in five classes, parcels and households near the ground. A table says the same.

import { both, element } from "/assets/dom.js";
import { button, link, say, section, table } from "/assets/console/parts.js";
import { service } from "/assets/console/service.js";
import { count, percent } from "/assets/console/words.js";

export const CLASSES = [
  { upTo: 0.5, colour: "#f3e2c2", words: ["dưới 50 %", "under 50 %"] },
  { upTo: 0.8, colour: "#cfdfb9", words: ["50 đến dưới 80 %", "50 to under 80 %"] },
  { upTo: 0.9, colour: "#8fc3a9", words: ["80 đến dưới 90 %", "80 to under 90 %"] },
  { upTo: 0.95, colour: "#47998a", words: ["90 đến dưới 95 %", "90 to under 95 %"] },
  { upTo: Infinity, colour: "#0f5c57", words: ["từ 95 %", "95 % and more"] },
];

export const classOf = (share) => CLASSES.findIndex(({ upTo }) => share < upTo);

export async function show({ query, signal, session }) {
  const [{ communes }, outlines] = await Promise.all([service.coverage(signal), service.communeOutlines(signal)]);
  const known = new Map(communes.map((commune) => [commune.code, commune]));
  const canvas = element("div", { className: "canvas", id: "map" });
  const state = element("p", { className: "state", role: "status" });
  const frame = element("div", { className: "frame" }, canvas, legend());
  const map = open(canvas, { outlines, known, at: placeIn(query), own: session.communes ?? [], onState: (words) => { state.textContent = words; } });
  map.catch(() => canvas.replaceChildren(say("warning",
    "Máy này chưa cài phần bản đồ hoặc trình duyệt không có WebGL. Bảng dưới đây cho cùng số liệu.")));
  return {
    title: ["Bản đồ", "Map"], kicker: "Tỷ lệ hộ có mã đã chứng nhận",
    body: [frame, element("div", { className: "actions" }, button("Cả thành phố", "Whole city",
      () => map.then((opened) => opened.showAll()).catch(() => null)), state), tableOf(communes, outlines, map)],
    leave: () => map.then((opened) => opened.close()).catch(() => null),
  };
}

async function open(canvas, options) {
  const { openMap } = await import("/assets/console/map-layers.js");
  return openMap(canvas, options);
}

function placeIn(query) {
  const [lon, lat] = [query.get("lon"), query.get("lat")].map((value) => Number(value ?? Number.NaN));
  if (Number.isFinite(lon) && Number.isFinite(lat)) return { lon, lat };
  return null;
}

function legend() {
  return element("div", { className: "legend" }, element("p", { className: "quiet" }, ...both("Hộ có mã đã chứng nhận", "Certified households")),
    element("ul", {}, ...CLASSES.map(({ words }, index) => element("li", {}, element("i", { className: `swatch class-${index}` }),
      ...both(...words))),
      element("li", {}, element("i", { className: "swatch none" }), ...both("chưa có số liệu", "no data"))));
}

function tableOf(communes, outlines, map) {
  const there = new Set(outlines.features.map(({ properties }) => properties.code));
  const see = (code) => map.then((opened) => { opened.showCommune(code); document.getElementById("map").scrollIntoView({ block: "center" }); }).catch(() => null);
  const wording = (share) => (share === null ? "chưa có số liệu" : CLASSES[classOf(share)].words[0]);
  return section("listed", "Cùng số liệu, bằng bảng", "The same as a table", table({
    caption: "Tỷ lệ theo xã, phường", rows: communes.filter(({ households }) => households),
    columns: [["Xã, phường", "Commune", ({ code, name }) => link(`/console/communes/${code}`, name)],
      ["Tỷ lệ", "Share", (one) => percent(one.share_certified), "number"],
      ["Nhóm màu", "Class", (one) => wording(one.share_certified)], ["Hộ", "Households", (one) => count(one.households), "number"],
      ["", "", ({ code }) => (there.has(code) ? button("Trên bản đồ", "On the map", () => see(code)) : "")]] }));
}
