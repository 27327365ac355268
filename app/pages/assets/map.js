// The map: our own layers only. Communes at any scale, parcels and households in the window when near enough.

import { ask, pathOf } from "/assets/service.js";
import { pin } from "/assets/answer.js";
import { element } from "/assets/dom.js";
import { addServicePoints, servicePointsAt } from "/assets/service-points.js";
import { LOCALE, boundsOf, loadMapLibre } from "/assets/maplibre.js";

const PARCEL_ZOOM = 15;
const HOUSEHOLD_ZOOM = 16.5;
const EMPTY = { type: "FeatureCollection", features: [] };
const HAS_HOUSEHOLDS = [">", ["coalesce", ["get", "households"], 1], 0];

const STYLE = {
  version: 8,
  sources: {
    communes: { type: "geojson", data: EMPTY },
    parcels: { type: "geojson", data: EMPTY },
    households: { type: "geojson", data: EMPTY },
  },
  layers: [
    { id: "ground", type: "background", paint: { "background-color": "#e9ede6" } },
    { id: "commune-area", type: "fill", source: "communes",
      paint: { "fill-color": ["case", HAS_HOUSEHOLDS, "#d7e9e1", "#f6f4ec"] } },
    { id: "parcel-area", type: "fill", source: "parcels", minzoom: PARCEL_ZOOM, paint: { "fill-color": "#fbf1e0" } },
    { id: "parcel-line", type: "line", source: "parcels", minzoom: PARCEL_ZOOM,
      paint: { "line-color": "#c69a5c", "line-width": ["interpolate", ["linear"], ["zoom"], 15, 0.4, 19, 1.6] } },
    { id: "commune-line", type: "line", source: "communes",
      paint: { "line-color": "#bdb8a6", "line-width": ["interpolate", ["linear"], ["zoom"], 9, 0.7, 16, 2.5] } },
    // A layer of its own, above: a shared edge belongs to the commune that has households.
    { id: "commune-line-strong", type: "line", source: "communes", filter: HAS_HOUSEHOLDS,
      paint: { "line-color": "#4c8b80", "line-width": ["interpolate", ["linear"], ["zoom"], 9, 1.4, 16, 2.5] } },
    { id: "household", type: "circle", source: "households", minzoom: HOUSEHOLD_ZOOM,
      paint: { "circle-color": "#0f5c57", "circle-stroke-color": "#ffffff", "circle-stroke-width": 1,
        "circle-radius": ["interpolate", ["linear"], ["zoom"], 16.5, 2, 19, 5] } },
  ],
};

export async function openMap(container, { communes, services, demo, onAsk, onService, onState }) {
  const maplibre = await loadMapLibre();
  const city = boundsOf(maplibre, communes.features);
  const map = new maplibre.Map({
    container, style: STYLE, bounds: city, fitBoundsOptions: { padding: 28 }, attributionControl: false,
    cooperativeGestures: matchMedia("(max-width: 820px)").matches, dragRotate: false, pitchWithRotate: false, touchPitch: false, maxZoom: 20, minZoom: 7,
    locale: LOCALE,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new maplibre.NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new maplibre.ScaleControl({ maxWidth: 110 }), "bottom-right");
  await map.once("load");
  map.getSource("communes").setData(communes);
  addServicePoints(map, services);
  const towns = communes.features.map((feature) => town(maplibre, feature).addTo(map));
  const refresh = () => { uncover(map, towns); loadWindow(map, { demo, onState }); };
  map.on("moveend", refresh);
  map.on("resize", () => uncover(map, towns));
  map.on("click", ({ lngLat, point }) => {
    const [service] = servicePointsAt(map, point);
    if (service) onService(service);
    else onAsk(lngLat);
  });
  map.on("mousemove", ({ point }) => { map.getCanvas().style.cursor = servicePointsAt(map, point).length ? "pointer" : "crosshair"; });
  refresh();
  return controls(maplibre, map, city);
}

function controls(maplibre, map, city) {
  let markers = [];
  const put = (node, at, anchor) => markers.push(new maplibre.Marker({ element: node, anchor }).setLngLat(at).addTo(map));
  return {
    centre: () => map.getCenter(),
    wholeCity: () => map.fitBounds(city, { padding: 28 }),
    showArea: (feature) => map.fitBounds(boundsOf(maplibre, [feature]), { padding: 28 }),
    showPlace: (feature) => map.flyTo({ center: feature.geometry.coordinates, zoom: Math.max(map.getZoom(), 17.5) }),
    mark(features, { asked = null, follow = true } = {}) {
      for (const marker of markers) marker.remove();
      markers = [];
      if (asked) put(element("span", { className: "pin asked" }), asked, "center");
      for (const [label, at] of pinsOf(features)) put(holder(pin(label)), at, "bottom");
      if (!follow || !features.length) return;
      const bounds = features.reduce((box, { geometry }) => box.extend(geometry.coordinates), new maplibre.LngLatBounds());
      map.fitBounds(bounds, { padding: 90, maxZoom: zoomFor(features[0].properties.vpostcode.level) });
    },
  };
}

// A marker's own transform places it, so the turned pin needs an element of its own inside.
const holder = (node) => element("div", {}, node);

// Flats of one building share a point, and so a pin: "1–3".
function pinsOf(features) {
  const places = new Map();
  features.forEach(({ geometry: { coordinates } }, index) => {
    const key = coordinates.join();
    places.set(key, { at: coordinates, numbers: [...(places.get(key)?.numbers ?? []), index + 1] });
  });
  return [...places.values()].map(({ at, numbers }) => [numbers.length > 1 ? `${numbers[0]}–${numbers.at(-1)}` : String(numbers[0]), at]);
}

const zoomFor = (level) => ({ commune: 13, street: 15, alley: 16.5 })[level] ?? 18;

function town(maplibre, { properties }) {
  const node = element("div", { className: "town" }, properties.name.replace(/^(Phường|Xã) /, ""));
  node.classList.toggle("has-households", properties.households !== 0);
  return new maplibre.Marker({ element: node }).setLngLat(properties.centre);
}

// Shows as many names as fit, those with households first; the list beside the map has them all.
function uncover(map, towns) {
  const taken = [];
  const inOrder = [...towns].sort((a, b) => weight(b) - weight(a));
  for (const marker of inOrder) {
    const node = marker.getElement();
    const { x, y } = map.project(marker.getLngLat());
    const box = [x - node.offsetWidth / 2 - 3, y - node.offsetHeight / 2, x + node.offsetWidth / 2 + 3, y + node.offsetHeight / 2];
    const covered = taken.some((other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]);
    node.classList.toggle("covered", covered);
    if (!covered) taken.push(box);
  }
}

const weight = (marker) => (marker.getElement().classList.contains("has-households") ? 1 : 0);

let pending = null;

async function loadWindow(map, { demo, onState }) {
  pending?.abort();
  pending = new AbortController();
  const { signal } = pending;
  if (map.getZoom() < PARCEL_ZOOM) {
    onState("far");
    return;
  }
  const box = windowOf(map);
  const parcels = draw(map, "parcels", pathOf.parcels(box), signal);
  const near = demo && map.getZoom() >= HOUSEHOLD_ZOOM;
  const households = near ? draw(map, "households", pathOf.households(box), signal) : Promise.resolve(true);
  try {
    const complete = await Promise.all([parcels, households]);
    onState(complete.every(Boolean) ? "complete" : "cut");
  } catch (error) {
    if (error.name !== "AbortError") onState("failed");
  }
}

async function draw(map, source, path, signal) {
  const layer = await ask(path, { signal });
  map.getSource(source).setData(layer);
  return layer.complete;
}

function windowOf(map) {
  const bounds = map.getBounds();
  return [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()].map((degree) => degree.toFixed(5)).join(",");
}
