// The page at "/": what is loaded, a question by text or by point, and the answer as text and on the map.

import { showAnswer, showProblem, summary } from "/assets/answer.js";
import { both, element } from "/assets/dom.js";
import { openMap } from "/assets/map.js";
import { ask, pathOf } from "/assets/service.js";
import { SERVICE_KINDS, kindWords, servicePointCard, servicePoints, signOf } from "/assets/service-points.js";
import { combobox } from "/assets/suggest.js";

const COUNTS = {
  households: ["hộ", "households"], codes: ["mã đã cấp", "codes issued"],
  parcels: ["thửa đất", "parcels"], communes: ["xã, phường", "communes"],
};
const STATES = {
  far: ["Phóng to để thấy thửa đất và hộ.", "Zoom in to see parcels and households."],
  cut: ["Chưa vẽ hết; hãy phóng to thêm.", "Not all drawn; zoom in further."],
  failed: ["Không tải được lớp bản đồ.", "The layer could not be loaded."],
  complete: ["", ""],
};
const CODE = /^\s*\d{5}[\s\-+.]*[23456789CFGHJMPQRVWX][\s\-+.]*([23456789CFGHJMPQRVWX][\s\-+.]*){6}(\/.*|-?\s*\w\s*)?$/i;
const number = new Intl.NumberFormat("vi-VN");
const part = (id) => document.getElementById(id);

let map = null;

async function start() {
  const box = combobox({
    input: part("q"), list: part("suggestions"), status: part("suggested"), onComplete: find,
    ask: async (text, options) => (await ask(pathOf.suggest(text), options)).suggestions,
  });
  part("search").addEventListener("submit", (event) => {
    event.preventDefault();
    box.close();
    find(part("q").value);
  });
  part("ask-centre").addEventListener("click", () => askPoint(map.centre()));
  part("whole-city").addEventListener("click", () => map.wholeCity());
  try {
    const [ready, communes, services] = await Promise.all([ask("/readyz"), ask("/map/communes.geojson"), servicePoints()]);
    const names = new Map(communes.features.map(({ properties }) => [properties.code, properties.name]));
    showLoaded(ready, communes.features);
    showServices(services, names);
    await showMap(ready, { communes, services, onService: ({ properties }) => showService(properties, names) });
    if (ready.demo) await showExamples(communes.features);
  } catch (problem) {
    part("unready").hidden = false;
    part("unready").textContent = `${problem.title ?? "Trang gặp lỗi"}. ${problem.detail ?? "Please reload the page."}`;
    part("nomap").hidden = map !== null;
  }
}

async function find(text) {
  const path = CODE.test(text) ? pathOf.code(text.trim()) : pathOf.resolve(text);
  const answer = await answerTo(path);
  if (answer) map?.mark(answer.features);
}

async function askPoint(lngLat) {
  const answer = await answerTo(pathOf.reverse(lngLat));
  map.mark(answer?.features ?? [], { asked: lngLat, follow: false });
}

let asking = null;

async function answerTo(path) {
  asking?.abort();
  asking = new AbortController();
  const place = part("answer");
  try {
    const answer = await ask(path, asking);
    showAnswer(place, answer, { path, onShow: map && ((feature) => map.showPlace(feature)) });
    part("spoken").textContent = summary(answer);
    place.scrollIntoView({ block: "nearest" });
    return answer;
  } catch (problem) {
    if (problem.name === "AbortError") return null;
    showProblem(place, problem, (text) => { part("q").value = text; find(text); });
    part("spoken").textContent = problem.title ?? "";
    return null;
  }
}

function showLoaded(ready, communes) {
  document.body.classList.toggle("is-demo", ready.demo);
  part("approximate").hidden = !ready.approximate;
  part("demo").hidden = !ready.demo;
  part("version").replaceChildren(...both(`Bản dữ liệu ${ready.dataset_version}`, "dataset version"));
  const shown = Object.entries(COUNTS).filter(([name]) => name in ready.counts);
  part("counts").replaceChildren(...shown.map(([name, [vi, en]]) =>
    element("div", {}, element("dt", {}, ...both(vi, en)), element("dd", {}, number.format(ready.counts[name])))));
  const properties = communes.map((feature) => ({ feature, ...feature.properties }));
  const loaded = properties.filter((commune) => commune.households !== 0);
  const empty = properties.filter((commune) => commune.households === 0);
  part("communes").replaceChildren(
    loaded.length ? communeTable(loaded) : "",
    empty.length ? element("details", {}, element("summary", {}, ...both(`${empty.length} xã, phường chưa có hộ`, "communes without households yet")), communeTable(empty)) : "",
  );
}

function communeTable(communes) {
  const head = [["Xã, phường", "Commune", ""], ["Mã bưu chính", "Postcode", ""], ["Hộ", "Households", "number"], ["Mã", "Codes", "number"]];
  return element("table", {},
    element("thead", {}, element("tr", {}, ...head.map(([vi, en, className]) => element("th", { scope: "col", className }, ...both(vi, en))))),
    element("tbody", {}, ...communes.map((commune) => element("tr", {},
      element("td", {}, element("button", { type: "button", className: "plain", onclick: () => map?.showArea(commune.feature) }, commune.name)),
      element("td", {}, commune.postcode),
      element("td", { className: "number" }, count(commune.households)),
      element("td", { className: "number" }, count(commune.codes))))));
}

const count = (value) => (value === null ? "< 10" : number.format(value));

function showService(properties, names) {
  asking?.abort();
  map?.mark([]);
  part("answer").replaceChildren(servicePointCard(properties, names.get(properties.commune)));
  part("spoken").textContent = `${properties.name}, ${SERVICE_KINDS[properties.kind]?.words[0] ?? ""}`;
  part("answer").scrollIntoView({ block: "nearest" });
}

// The same as on the map, for those who read lists; a name leads to its place.
function showServices(services, names) {
  const there = Object.keys(SERVICE_KINDS).filter((kind) => services.some(({ properties }) => properties.kind === kind));
  part("legend-services").replaceChildren(...there.map((kind) => element("span", {}, signOf(kind), ...kindWords(kind))));
  part("legend-services").hidden = there.length === 0;
  if (!services.length) return;
  const see = (one) => { map?.showPlace(one); showService(one.properties, names); };
  const rows = [...services].sort((one, other) => one.properties.name.localeCompare(other.properties.name, "vi")).map((one) => element("tr", {},
    element("td", {}, element("button", { type: "button", className: "plain", onclick: () => see(one) }, one.properties.name)),
    element("td", {}, signOf(one.properties.kind), " ", ...kindWords(one.properties.kind)),
    element("td", {}, names.get(one.properties.commune) ?? "")));
  const head = [["Tên", "Name"], ["Loại", "Kind"], ["Xã, phường", "Commune"]];
  part("services").replaceChildren(element("details", {}, element("summary", {}, ...both(`${number.format(services.length)} điểm phục vụ bưu chính`, "postal service points")),
    element("table", {}, element("thead", {}, element("tr", {}, ...head.map((words) => element("th", { scope: "col" }, ...both(...words))))),
      element("tbody", {}, ...rows))));
}

async function showMap(ready, shown) {
  try {
    map = await openMap(part("map"), { ...shown, demo: ready.demo, onAsk: askPoint, onState: showState });
    for (const id of ["tools", "legend"]) part(id).hidden = false;
  } catch {
    part("nomap").hidden = false;
  }
}

function showState(state) {
  const [vi, en] = STATES[state];
  part("legend-state").replaceChildren(...(vi ? both(vi, en) : []));
}

// Up to three real addresses of what is loaded, one a commune, so that nobody has to think of one.
async function showExamples(communes) {
  const rich = communes.filter(({ properties }) => properties.households > 0).slice(0, 3);
  const found = await Promise.all(rich.map(({ properties }) => exampleNear(properties)));
  const items = found.filter(Boolean).map((text) => element("li", {},
    element("button", { type: "button", onclick: () => { part("q").value = text; find(text); } }, text)));
  part("examples").replaceChildren(...items);
  part("examples").hidden = items.length === 0;
}

async function exampleNear({ centre: [lon, lat], name }) {
  for (const reach of [0.002, 0.02]) {
    const box = [lon - reach, lat - reach, lon + reach, lat + reach].map((degree) => degree.toFixed(5)).join(",");
    const { features } = await ask(pathOf.households(box));
    const labels = features.map(({ properties }) => properties.label).filter((label) => /^Số \d/.test(label));
    if (labels.length) return `${labels[Math.floor(labels.length / 2)]}, ${name}`;
  }
  return null;
}

start();
