// The map of shares, and beside it in words what it shows: communes in five classes, findings, households and parcels.

import { both, element } from "/assets/dom.js";
import { SERVICE_KINDS, kindWords, signOf } from "/assets/service-points.js";
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
const NO_DATA = ["chưa có số liệu", "no data"];

// What can be switched; the layers of the map begin with these names.
const SWITCHES = [["shares", "Tỷ lệ", "Shares"], ["parcels", "Thửa đất", "Parcels"], ["households", "Hộ", "Households"],
  ["findings", "Phát hiện", "Findings"], ["service-points", "Điểm phục vụ", "Service points"]];

export const classOf = (share) => CLASSES.findIndex(({ upTo }) => share < upTo);

export async function show({ query, signal, session }) {
  const [{ communes }, { features }, { rules }] = await Promise.all([service.coverage(signal), service.communes(signal), service.rules(signal)]);
  const canvas = element("div", { className: "canvas", id: "map" });
  const state = element("p", { className: "state", role: "status" });
  const panel = element("div", { className: "beside-map" });
  const map = open(canvas, { centres: features, coverage: communes, rules, session, panel, at: placeIn(query),
    own: session.communes ?? [], onState: (words) => { state.textContent = words; } });
  map.catch(() => canvas.replaceChildren(say("warning",
    "Máy này chưa cài phần bản đồ hoặc trình duyệt không có WebGL. Bảng dưới đây cho cùng số liệu.")));
  const whenOpen = (act) => map.then(act).catch(() => null);
  return {
    title: ["Bản đồ", "Map"], kicker: "Tỷ lệ hộ có mã đã chứng nhận",
    body: [controls({ whenOpen, session, state }), element("div", { className: "map-and-words" },
      element("div", { className: "map-part" }, element("div", { className: "frame" }, canvas), legend(session)), panel), tableOf(communes, features, whenOpen)],
    leave: () => whenOpen((opened) => opened.close()),
  };
}

async function open(canvas, options) {
  const { openMap } = await import("/assets/console/map-layers.js");
  return openMap(canvas, options);
}

function placeIn(query) {
  const [lon, lat] = [query.get("lon"), query.get("lat")].map((value) => Number(value ?? Number.NaN));
  return Number.isFinite(lon) && Number.isFinite(lat) ? { lon, lat } : null;
}

function controls({ whenOpen, session, state }) {
  const boxes = SWITCHES.map(([name, vi, en]) => element("label", { className: "tick" },
    element("input", { type: "checkbox", checked: true, onchange: ({ target }) => whenOpen((opened) => opened.turn(name, target.checked)) }),
    element("span", {}, ...both(vi, en))));
  const own = session.communes?.length ? button("Địa bàn của tôi", "My commune", () => whenOpen((opened) => opened.showOwn())) : "";
  return element("div", { className: "map-controls" },
    element("fieldset", { className: "switches" }, element("legend", {}, ...both("Lớp bản đồ", "Layers")), ...boxes),
    element("div", { className: "actions" }, own, button("Cả thành phố", "Whole city", () => whenOpen((opened) => opened.showAll()))), state);
}

const swatch = (name) => element("i", { className: `swatch ${name}`, ariaHidden: "true" });

const sign = (className, vi, en) => element("li", {}, element("i", { className: `sign ${className}`, ariaHidden: "true" }), ...both(vi, en));

function legend(session) {
  const signs = session.scopes.includes("findings") ? [sign("error", "lỗi", "error"), sign("warning", "cảnh báo", "warning"),
    sign("notice", "lưu ý", "notice"), sign("home", "hộ có mã", "coded household"), sign("uncoded", "hộ chưa có mã", "household without code"),
    sign("plot", "thửa đất", "parcel")] : [];
  return element("div", { className: "legend" },
    element("div", {}, element("p", {}, ...both("Hộ có mã đã chứng nhận", "Certified households")),
      element("ul", {}, ...CLASSES.map(({ words }, index) => element("li", {}, swatch(`class-${index}`), ...both(...words))),
        element("li", {}, swatch("none"), ...both(...NO_DATA)))),
    element("div", {}, element("p", {}, ...both("Điểm phục vụ bưu chính", "Postal service points")),
      element("ul", {}, ...Object.keys(SERVICE_KINDS).map((kind) => element("li", {}, signOf(kind), ...kindWords(kind))))),
    signs.length ? element("div", {}, element("p", {}, ...both("Khi phóng to", "Near the ground")), element("ul", {}, ...signs)) : "");
}

function tableOf(communes, centres, whenOpen) {
  const there = new Set(centres.map(({ properties }) => properties.vpostcode.code));
  const see = (code) => whenOpen((opened) => { opened.showCommune(code); document.getElementById("map").scrollIntoView({ block: "center" }); });
  const wording = (share) => (share === null ? NO_DATA : CLASSES[classOf(share)].words);
  const shade = (share) => (share === null ? "none" : `class-${classOf(share)}`);
  const worst = ({ code, findings }) => link(`/console/worklist?${new URLSearchParams({ commune: code })}`,
    count(findings.error + findings.warning + findings.notice));
  return section("listed", "Cùng số liệu, bằng bảng", "The same as a table", table({
    caption: "Tỷ lệ và phát hiện theo xã, phường", rows: communes.filter(({ households }) => households),
    columns: [["Xã, phường", "Commune", ({ code, name }) => link(`/console/communes/${code}`, name)],
      ["Tỷ lệ", "Share", (one) => percent(one.share_certified), "number"],
      ["Nhóm màu", "Class", ({ share_certified: share }) => [swatch(shade(share)), ...both(...wording(share))]],
      ["Hộ", "Households", (one) => count(one.households), "number"],
      ["Phát hiện", "Findings", worst, "number"],
      ["", "", ({ code }) => (there.has(code) ? button("Trên bản đồ", "On the map", () => see(code)) : "")]] }));
}
