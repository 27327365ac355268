// The map library, fetched when a map is first wanted, and what every map of ours needs of it.

import { element } from "/assets/dom.js";

export const LOCALE = {
  "Map.Title": "Bản đồ Hà Nội; dùng phím mũi tên và + −", "NavigationControl.ZoomIn": "Phóng to · Zoom in",
  "NavigationControl.ZoomOut": "Thu nhỏ · Zoom out",
  "CooperativeGesturesHandler.MobileHelpText": "Dùng hai ngón tay để di chuyển bản đồ · Use two fingers to move the map",
};

export async function loadMapLibre() {
  const maplibre = await import("/assets/maplibre/maplibre-gl.mjs");
  maplibre.setWorkerUrl("/assets/maplibre/maplibre-gl-worker.mjs");
  await dressed();
  return maplibre;
}

let dressing = null;

function dressed() {
  dressing ??= new Promise((done) => {
    const sheet = element("link", { rel: "stylesheet", href: "/assets/maplibre/maplibre-gl.css", onload: done, onerror: done });
    // Ours comes after, so that it wins where both say something.
    document.head.prepend(sheet);
  });
  return dressing;
}

export function boundsOf(maplibre, features) {
  const bounds = new maplibre.LngLatBounds();
  const walk = (part) => (typeof part[0] === "number" ? bounds.extend(part) : part.forEach(walk));
  features.forEach(({ geometry }) => walk(geometry.coordinates));
  return bounds.isEmpty() ? [[105.28, 20.56], [106.02, 21.39]] : bounds;
}
