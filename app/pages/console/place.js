// Where a household is: its map and its numbers; without a map the numbers alone.

import { element } from "/assets/dom.js";
import { facts, say, section } from "/assets/console/parts.js";
import { service } from "/assets/console/service.js";
import { degrees } from "/assets/console/words.js";

export function placeOf({ point, parcels }) {
  const canvas = element("div", { className: "canvas" });
  const named = parcels.map(({ sheet, number }) => `tờ ${sheet}, thửa ${number}`).join("; ") || "không thuộc thửa nào";
  const node = section("where", "Vị trí", "Position", element("div", { className: "frame small" }, canvas),
    facts([["Thửa đất", "Parcel", named], ["Kinh độ, vĩ độ", "Longitude, latitude", point ? `${degrees(point.lon)}, ${degrees(point.lat)}` : "–"]]));
  node.classList.add("beside");
  let picked = () => null;
  const map = point ? open(canvas, { point, parcels }, (at) => picked(at)) : Promise.reject(new Error("no point"));
  map.catch(() => canvas.parentNode.replaceChildren(say("warning", "Không vẽ được bản đồ trên máy này; vẫn có thể nhập kinh độ, vĩ độ.")));
  const then = (act) => map.then(act).catch(() => null);
  return {
    node, close: () => then((opened) => opened.close()), onPick: (react) => { picked = react; }, pick: (on) => then((opened) => opened.pick(on)),
    propose: (at) => then((opened) => opened.propose(at)), centre: () => then((opened) => opened.centre()),
  };
}

async function open(canvas, { point, parcels }, onPick) {
  const { openPlaceMap } = await import("/assets/console/place-map.js");
  const own = parcels.filter(({ outline }) => outline).map(({ outline }) => ({ type: "Feature", geometry: outline, properties: {} }));
  return openPlaceMap(canvas, { parcels: own, around: (box) => service.parcelsIn(box), point, onPick });
}
