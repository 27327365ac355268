// What the console's map draws, all of it from our own tiles: communes by class, then parcels, households and findings.

import { element } from "/assets/dom.js";
import { LOCALE, boundsOf, loadMapLibre } from "/assets/maplibre.js";
import { addServicePoints, servicePoints } from "/assets/service-points.js";
import { CLASSES } from "/assets/console/map.js";
import { mapPanel } from "/assets/console/map-panel.js";
import { service } from "/assets/console/service.js";

const GROUND_ZOOM = 16;
// From further away the numbers would hide the communes they are about.
const COUNT_ZOOM = 11.5;
const FONT = ["Noto Sans Regular"];
const HALO = { "text-halo-color": "rgba(255,255,255,0.9)", "text-halo-width": 1.6 };
const FILL = ["match", ["get", "class"], ...CLASSES.flatMap(({ colour }, index) => [index, colour]), "#f4f1e8"];
const SEVERITY = (of) => ["match", of, "error", "#9c2f24", "warning", "#b97400", "#33566f"];
const WORST = ["case", [">", ["coalesce", ["get", "error"], 0], 0], "error", [">", ["coalesce", ["get", "warning"], 0], 0], "warning", "notice"];
const SOURCES = [["communes", 0, 14], ["parcels", GROUND_ZOOM, 18], ["households", GROUND_ZOOM, 18], ["findings", 11, 18]];
const PICKED = ["service-points", "findings", "findings-many", "households", "parcels", "shares"];

const tiles = (name) => [`${location.origin}/v1/tiles/${name}/{z}/{x}/{y}.mvt`];

const from = (source, layer) => ({ source, "source-layer": source, ...layer });

function styleFor({ centres, own, scopes }) {
  const allowed = { communes: true, parcels: scopes.includes("lists"), households: scopes.includes("lists"), findings: scopes.includes("findings") };
  const mine = ["in", ["get", "code"], ["literal", own]];
  const layers = [
    from("communes", { id: "shares", type: "fill", paint: { "fill-color": FILL, "fill-opacity": ["interpolate", ["linear"], ["zoom"], 14, 1, 17, 0.3] } }),
    from("parcels", { id: "parcels", type: "fill", paint: { "fill-color": "#fffaf0", "fill-opacity": 0.85 } }),
    from("parcels", { id: "parcels-line", type: "line", paint: { "line-color": "#b18c52", "line-width": ["interpolate", ["linear"], ["zoom"], 16, 0.5, 19, 1.4] } }),
    from("communes", { id: "commune-line", type: "line", layout: { "line-join": "round" }, paint: { "line-color": ["case", mine, "#1c2b2a", "#7d7a69"],
      "line-width": ["case", mine, 3, 0.8] } }),
    from("households", { id: "households", type: "circle", paint: { "circle-color": ["case", ["get", "coded"], "#0f5c57", "#ffffff"],
      "circle-stroke-color": ["case", ["get", "coded"], "#ffffff", "#0f5c57"], "circle-stroke-width": 1.5,
      "circle-radius": ["interpolate", ["linear"], ["zoom"], 16, 2.2, 19, 6] } }),
    from("parcels", { id: "parcels-number", type: "symbol", minzoom: 18.5, layout: { "text-field": ["concat", ["get", "sheet"], "/", ["get", "number"]],
      "text-font": FONT, "text-size": 11, "text-offset": [0, 1.1], "text-anchor": "top" }, paint: { "text-color": "#6b5426", ...HALO } }),
    { id: "names", type: "symbol", source: "names", minzoom: 10.5, maxzoom: GROUND_ZOOM, layout: { "text-field": ["get", "name"], "text-font": FONT,
      "text-size": 12.5, "text-max-width": 8, "text-padding": 6 }, paint: { "text-color": "#1c2b2a", ...HALO } },
    from("findings", { id: "findings-many", type: "circle", minzoom: COUNT_ZOOM, maxzoom: GROUND_ZOOM, paint: { "circle-color": SEVERITY(WORST), "circle-opacity": 0.92,
      "circle-stroke-color": "#fff", "circle-stroke-width": 1.5, "circle-radius": ["interpolate", ["linear"], ["log10", ["get", "count"]], 0, 11, 3, 22] } }),
    from("findings", { id: "findings-count", type: "symbol", minzoom: COUNT_ZOOM, maxzoom: GROUND_ZOOM, layout: { "text-field": ["to-string", ["get", "count"]], "text-font": FONT,
      "text-size": 12, "text-allow-overlap": true, "text-padding": 12 }, paint: { "text-color": "#fff" } }),
    from("findings", { id: "findings", type: "circle", minzoom: GROUND_ZOOM, paint: { "circle-color": SEVERITY(["get", "severity"]),
      "circle-stroke-color": "#fff", "circle-stroke-width": 1.5, "circle-radius": ["interpolate", ["linear"], ["zoom"], 16, 3.5, 18, 6, 20, 11] } }),
  ];
  return {
    version: 8,
    sources: { names: { type: "geojson", data: { type: "FeatureCollection", features: centres.map(({ geometry, properties }) => (
      { type: "Feature", geometry, properties: { name: properties.vpostcode.name } })) } },
    ...Object.fromEntries(SOURCES.filter(([name]) => allowed[name]).map(([name, minzoom, maxzoom]) =>
      [name, { type: "vector", tiles: tiles(name), minzoom, maxzoom }])) },
    layers: [{ id: "ground", type: "background", paint: { "background-color": "#e9ede6" } },
      ...layers.filter(({ source }) => source === "names" || allowed[source])],
  };
}

// Stripes for no data, so that it does not look like a low share.
function hatching() {
  const size = 12;
  const canvas = Object.assign(document.createElement("canvas"), { width: size, height: size });
  const pen = canvas.getContext("2d");
  pen.strokeStyle = "#b9b4a4";
  pen.lineWidth = 1.5;
  for (const start of [-size, 0, size]) {
    pen.beginPath();
    pen.moveTo(start, size);
    pen.lineTo(start + size, 0);
    pen.stroke();
  }
  return pen.getImageData(0, 0, size, size);
}

const outlineOf = async (code) => (await service.commune(code)).features;

async function startAt(maplibre, { at, own, centres }) {
  if (at) return { center: [at.lon, at.lat], zoom: 18 };
  return wholeOf(maplibre, own, centres).then(([bounds, fitBoundsOptions]) => ({ bounds, fitBoundsOptions }));
}

// Where some communes lie, all of them when none is named: their centres are enough, with room for what lies around.
async function wholeOf(maplibre, codes, centres) {
  const outlines = codes.length ? (await Promise.all(codes.map(outlineOf))).flat() : centres;
  return [boundsOf(maplibre, outlines), { padding: codes.length ? 30 : 56 }];
}

export async function openMap(container, options) {
  const { centres, own, at, session, panel, onState } = options;
  const [maplibre, services] = await Promise.all([loadMapLibre(), servicePoints()]);
  const map = new maplibre.Map({ container, style: styleFor({ centres, own, scopes: session.scopes }), ...await startAt(maplibre, options),
    minZoom: 7, maxZoom: 20, attributionControl: false, dragRotate: false, pitchWithRotate: false, touchPitch: false, locale: LOCALE,
    cooperativeGestures: matchMedia("(max-width: 820px)").matches });
  map.keyboard.disableRotation();
  map.touchZoomRotate.disableRotation();
  map.addControl(new maplibre.NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new maplibre.ScaleControl({ maxWidth: 110 }), "bottom-right");
  if (at) new maplibre.Marker({ element: element("span", { className: "dot new", ariaHidden: "true" }) }).setLngLat([at.lon, at.lat]).addTo(map);
  await map.once("load");
  map.addImage("hatching", hatching());
  map.addLayer(from("communes", { id: "shares-none", type: "fill", filter: ["!", ["has", "class"]], paint: { "fill-pattern": "hatching" } }),
    map.getLayer("parcels") ? "parcels" : "commune-line");
  addServicePoints(map, services);
  const words = mapPanel(panel, options);
  listen(map, { words, onState });
  const fit = async (codes) => map.fitBounds(...await wholeOf(maplibre, codes, centres));
  return {
    showAll: () => fit([]), showOwn: () => fit(own), showCommune: (code) => fit([code]),
    turn: (name, on) => map.getStyle().layers.filter(({ id }) => id === name || id.startsWith(`${name}-`))
      .forEach(({ id }) => map.setLayoutProperty(id, "visibility", on ? "visible" : "none")),
    close: () => map.remove(),
  };
}

function listen(map, { words, onState }) {
  const there = (names) => names.filter((name) => map.getLayer(name));
  const seen = (around) => map.queryRenderedFeatures(around, { layers: there(PICKED) });
  const near = ({ x, y }) => [[x - 6, y - 6], [x + 6, y + 6]];
  const pick = (pixel) => words.picked(seen(near(pixel)), map.unproject(pixel));
  map.on("click", ({ point }) => pick(point));
  for (const name of there(PICKED.slice(0, 4))) {
    map.on("mouseenter", name, () => { map.getCanvas().style.cursor = "pointer"; });
    map.on("mouseleave", name, () => { map.getCanvas().style.cursor = ""; });
  }
  const canvas = map.getCanvas();
  const cross = element("span", { className: "cross", ariaHidden: "true", hidden: true });
  map.getContainer().append(cross);
  canvas.addEventListener("focus", () => { cross.hidden = !canvas.matches(":focus-visible"); });
  canvas.addEventListener("blur", () => { cross.hidden = true; });
  canvas.addEventListener("keydown", ({ key }) => { if (key === "Enter") pick(map.project(map.getCenter())); });
  map.on("idle", () => {
    words.inView(seen(undefined), { near: map.getZoom() >= GROUND_ZOOM });
    onState(stateOf(map));
  });
  map.on("error", () => onState("Không tải được một phần bản đồ; bảng bên dưới vẫn đủ số liệu."));
}

function stateOf(map) {
  const cut = ["parcels", "households", "findings"].some((name) => map.getSource(name) && map.querySourceFeatures(name, { sourceLayer: "cut" }).length > 0);
  if (cut) return "Chưa vẽ hết; hãy phóng to thêm.";
  return map.getZoom() < GROUND_ZOOM ? "Phóng to để thấy thửa đất, hộ và từng phát hiện." : "";
}
