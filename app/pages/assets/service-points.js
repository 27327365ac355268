// Postal service points on a map: each kind has a shape of its own, so that no colour has to be told apart.

import { both, element } from "/assets/dom.js";

export const SERVICE_KINDS = {
  "post-office": { words: ["bưu cục", "post office"], ground: "M2 5h20v14H2z", drawing: "M4 7.5l8 6 8-6" },
  agency: { words: ["điểm phục vụ", "agency"], ground: "M12 1.5L22.5 10v12h-21V10z", drawing: "M9 20v-6h6v6" },
  mailbox: { words: ["thùng thư", "mailbox"], ground: "M12 1.5a10.5 10.5 0 1 0 .01 0z", drawing: "M6.5 11h11" },
  locker: { words: ["tủ thông minh", "locker"], ground: "M3 2h18v20H3z", drawing: "M12 2v20M3 9h18M3 15.5h18" },
};
const COLOUR = "#4b2a7b";
const ITEMS = "/ogc/collections/service-points/items";
const FIRST = `${ITEMS}?f=json&limit=2000`;
const MOST_PAGES = 20;
const SVG = "http://www.w3.org/2000/svg";
const LAYER = "service-points";

// All of them, page by page; none when they cannot be had, for a map is worth having without them.
export async function servicePoints() {
  const found = [];
  try {
    for (let path = FIRST, page = 0; path && page < MOST_PAGES; page += 1) {
      const response = await fetch(path, { headers: { Accept: "application/geo+json" } });
      if (!response.ok) return found;
      const { features, links } = await response.json();
      found.push(...features);
      const next = links.find(({ rel }) => rel === "next");
      path = next ? ITEMS + new URL(next.href).search : null;
    }
  } catch {
    return found;
  }
  return found;
}

// Puts them on a map that has loaded; `before` names the layer that is to cover them.
export function addServicePoints(map, features, before) {
  for (const kind of Object.keys(SERVICE_KINDS)) map.addImage(`service-${kind}`, pictureOf(kind), { pixelRatio: 2 });
  const data = { type: "FeatureCollection", features: features.map((one) => ({ ...one, properties: { ...one.properties, rank: rankOf(one) } })) };
  map.addSource(LAYER, { type: "geojson", data });
  // From afar none, they would hide the names; then as many as have room, post offices first; near the ground all, with their names.
  map.addLayer({ id: LAYER, type: "symbol", source: LAYER, minzoom: 11.5,
    layout: { "icon-image": ["concat", "service-", ["get", "kind"]], "symbol-sort-key": ["get", "rank"], "icon-padding": 1,
      "icon-size": ["interpolate", ["linear"], ["zoom"], 11.5, 0.7, 14, 0.9, 17, 1.15], "icon-allow-overlap": ["step", ["zoom"], false, 14, true],
      "text-field": ["step", ["zoom"], "", 15.5, ["get", "name"]], "text-font": ["Noto Sans Regular"], "text-size": 12.5, "text-optional": true,
      "text-variable-anchor": ["top", "bottom", "left", "right"], "text-radial-offset": 1.1, "text-max-width": 9 },
    paint: { "text-color": "#33175c", "text-halo-color": "#ffffff", "text-halo-width": 1.8 } }, before);
}

// What is drawn of them around a place of the screen.
export const servicePointsAt = (map, { x, y }) =>
  (map.getLayer(LAYER) ? map.queryRenderedFeatures([[x - 7, y - 7], [x + 7, y + 7]], { layers: [LAYER] }) : []);

// The sign of a kind, for legends and lists.
export function signOf(kind) {
  const { ground, drawing } = SERVICE_KINDS[kind];
  const node = document.createElementNS(SVG, "svg");
  for (const [name, value] of [["viewBox", "-1 -1 26 26"], ["class", "service-sign"], ["aria-hidden", "true"]]) node.setAttribute(name, value);
  for (const [d, fill, stroke] of [[ground, COLOUR, "#fff"], [drawing, "none", "#fff"]]) {
    const path = document.createElementNS(SVG, "path");
    for (const [name, value] of [["d", d], ["fill", fill], ["stroke", stroke], ["stroke-width", "2"]]) path.setAttribute(name, value);
    node.append(path);
  }
  return node;
}

export const kindWords = (kind) => both(...(SERVICE_KINDS[kind]?.words ?? [kind, kind]));

// A point as a card: what it is called, what it is, where it is.
export function servicePointCard({ name, kind, address }, commune) {
  return element("article", { className: "match" }, element("h2", {}, signOf(kind), " ", name), element("p", {}, ...kindWords(kind)),
    element("p", {}, [address, commune].filter(Boolean).join(", ")));
}

const rankOf = ({ properties: { kind } }) => Object.keys(SERVICE_KINDS).indexOf(kind);

function pictureOf(kind) {
  const size = 56;
  const canvas = Object.assign(document.createElement("canvas"), { width: size, height: size });
  const pen = canvas.getContext("2d");
  const { ground, drawing } = SERVICE_KINDS[kind];
  pen.setTransform(1.9, 0, 0, 1.9, (size - 24 * 1.9) / 2, (size - 24 * 1.9) / 2);
  pen.lineJoin = "round";
  pen.strokeStyle = "#ffffff";
  pen.fillStyle = COLOUR;
  pen.lineWidth = 4.5;
  pen.stroke(new Path2D(ground)); // a white rim, for any ground
  pen.fill(new Path2D(ground));
  pen.lineWidth = 2;
  pen.stroke(new Path2D(drawing));
  return pen.getImageData(0, 0, size, size);
}
