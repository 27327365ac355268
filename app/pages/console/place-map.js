// A small map of one household: its parcels, its point, and the point a person proposes.

import { element } from "/assets/dom.js";
import { LOCALE, loadMapLibre } from "/assets/maplibre.js";

const collection = (features) => ({ type: "FeatureCollection", features });
const NEAR_M = 0.0009;

const STYLE = {
  version: 8,
  sources: { around: { type: "geojson", data: collection([]) }, own: { type: "geojson", data: collection([]) } },
  layers: [
    { id: "ground", type: "background", paint: { "background-color": "#edefe6" } },
    { id: "around", type: "fill", source: "around", paint: { "fill-color": "#fbf6ea", "fill-outline-color": "#c6ad84" } },
    { id: "own", type: "fill", source: "own", paint: { "fill-color": "#bfe0d6", "fill-opacity": 0.75 } },
    { id: "own-line", type: "line", source: "own", paint: { "line-color": "#0f5c57", "line-width": 2.5 } },
  ],
};

export async function openPlaceMap(container, { parcels, around, point, onPick }) {
  const maplibre = await loadMapLibre();
  const map = new maplibre.Map({ container, style: STYLE, center: [point.lon, point.lat], zoom: 18.5, minZoom: 12, maxZoom: 21,
    attributionControl: false, dragRotate: false, pitchWithRotate: false, touchPitch: false, locale: LOCALE,
    cooperativeGestures: matchMedia("(max-width: 820px)").matches });
  map.keyboard.disableRotation();
  map.touchZoomRotate.disableRotation();
  map.addControl(new maplibre.NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new maplibre.ScaleControl({ maxWidth: 100 }), "bottom-right");
  const dot = (className) => new maplibre.Marker({ element: element("span", { className: `dot ${className}`, ariaHidden: "true" }) });
  dot("now").setLngLat([point.lon, point.lat]).addTo(map);
  const proposed = dot("new");
  let picking = false;
  map.on("click", ({ lngLat, point: pixel }) => { if (picking) onPick({ lon: lngLat.lng, lat: lngLat.lat, parcel: parcelAt(map, pixel) }); });
  await map.once("load");
  map.getSource("own").setData(collection(parcels));
  const box = [point.lon - NEAR_M, point.lat - NEAR_M, point.lon + NEAR_M, point.lat + NEAR_M].map((one) => one.toFixed(5)).join(",");
  around(box).then((layer) => map.getSource("around")?.setData(layer)).catch(() => null);
  return {
    centre: () => ({ lon: map.getCenter().lng, lat: map.getCenter().lat, parcel: parcelAt(map, map.project(map.getCenter())) }),
    propose: (at) => (at ? proposed.setLngLat([at.lon, at.lat]).addTo(map) : proposed.remove()),
    pick: (on) => { picking = on; map.getCanvas().style.cursor = on ? "crosshair" : ""; },
    close: () => map.remove(),
  };
}

function parcelAt(map, pixel) {
  const [feature] = map.queryRenderedFeatures(pixel, { layers: ["around"] });
  return feature ? `${feature.properties.sheet}/${feature.properties.number}` : "";
}
