// What the console's map draws: communes by class, then parcels and households of the window when near enough.

import { element } from "/assets/dom.js";
import { LOCALE, boundsOf, loadMapLibre } from "/assets/maplibre.js";
import { CLASSES, classOf } from "/assets/console/map.js";
import { service } from "/assets/console/service.js";

const PARCEL_ZOOM = 15;
const HOUSEHOLD_ZOOM = 16.5;
const NONE = { type: "FeatureCollection", features: [] };
const FILL = ["match", ["get", "shade"], ...CLASSES.flatMap(({ colour }, index) => [index, colour]), "#f4f1e8"];

const STYLE = {
  version: 8,
  sources: Object.fromEntries(["communes", "parcels", "households"].map((name) => [name, { type: "geojson", data: NONE }])),
  layers: [
    { id: "ground", type: "background", paint: { "background-color": "#e9ede6" } },
    { id: "commune", type: "fill", source: "communes", paint: { "fill-color": FILL,
      "fill-opacity": ["interpolate", ["linear"], ["zoom"], 14, 1, 16, 0.35] } },
    { id: "parcel", type: "fill", source: "parcels", minzoom: PARCEL_ZOOM, paint: { "fill-color": "#fffaf0", "fill-outline-color": "#b18c52" } },
    { id: "commune-line", type: "line", source: "communes", paint: { "line-color": ["case", ["get", "own"], "#1c2b2a", "#8d8977"],
      "line-width": ["case", ["get", "own"], 3, 0.8] } },
    { id: "household", type: "circle", source: "households", minzoom: HOUSEHOLD_ZOOM,
      paint: { "circle-color": "#0f5c57", "circle-stroke-color": "#fff", "circle-stroke-width": 1,
        "circle-radius": ["interpolate", ["linear"], ["zoom"], 16.5, 2, 19, 5] } },
  ],
};

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

function shaded(outlines, known, own) {
  return { ...outlines, features: outlines.features.map((feature) => {
    const share = known.get(feature.properties.code)?.share_certified ?? null;
    return { ...feature, properties: { ...feature.properties, own: own.includes(feature.properties.code),
      shade: share === null ? -1 : classOf(share) } };
  }) };
}

export async function openMap(container, { outlines, known, at, own, onState }) {
  const maplibre = await loadMapLibre();
  const mine = outlines.features.filter(({ properties }) => own.includes(properties.code));
  const start = at ? { center: [at.lon, at.lat], zoom: 18 } : { bounds: boundsOf(maplibre, mine.length ? mine : outlines.features),
    fitBoundsOptions: { padding: 30 } };
  const map = new maplibre.Map({ container, style: STYLE, ...start, minZoom: 7, maxZoom: 20, attributionControl: false, dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false, locale: LOCALE, cooperativeGestures: matchMedia("(max-width: 820px)").matches });
  map.keyboard.disableRotation();
  map.touchZoomRotate.disableRotation();
  map.addControl(new maplibre.NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new maplibre.ScaleControl({ maxWidth: 110 }), "bottom-right");
  if (at) new maplibre.Marker({ element: element("span", { className: "dot new", ariaHidden: "true" }) }).setLngLat([at.lon, at.lat]).addTo(map);
  await map.once("load");
  map.addImage("hatching", hatching());
  map.addLayer({ id: "no-data", type: "fill", source: "communes", filter: ["==", ["get", "shade"], -1], paint: { "fill-pattern": "hatching" } },
    "parcel");
  map.getSource("communes").setData(shaded(outlines, known, own));
  const refresh = follow(map, onState);
  map.on("moveend", refresh);
  refresh();
  return {
    showAll: () => map.fitBounds(boundsOf(maplibre, outlines.features), { padding: 30 }),
    showCommune: (code) => map.fitBounds(boundsOf(maplibre, outlines.features.filter(({ properties }) => properties.code === code)), { padding: 30 }),
    close: () => map.remove(),
  };
}

function follow(map, onState) {
  let asking = null;
  return async () => {
    asking?.abort();
    asking = new AbortController();
    if (map.getZoom() < PARCEL_ZOOM) return onState("Phóng to để thấy thửa đất và hộ.");
    const edges = map.getBounds();
    const box = [edges.getWest(), edges.getSouth(), edges.getEast(), edges.getNorth()].map((degree) => degree.toFixed(5)).join(",");
    const wanted = [["parcels", service.parcelsIn], ...(map.getZoom() >= HOUSEHOLD_ZOOM ? [["households", service.householdsIn]] : [])];
    try {
      const layers = await Promise.all(wanted.map(([, ask]) => ask(box, asking.signal)));
      layers.forEach((layer, index) => map.getSource(wanted[index][0]).setData(layer));
      return onState(layers.every(({ complete }) => complete) ? "" : "Chưa vẽ hết; hãy phóng to thêm.");
    } catch (problem) {
      return problem.name === "AbortError" ? null : onState("Không tải được lớp bản đồ.");
    }
  };
}
