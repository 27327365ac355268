// A place as fields: a click on the map, its centre, or the numbers typed; all three say the same.

import { element } from "/assets/dom.js";
import { field } from "/assets/console/forms.js";
import { button } from "/assets/console/parts.js";
import { degrees } from "/assets/console/words.js";

const HANOI = { lon: [105.2, 106.1], lat: [20.5, 21.45] };
const FAR_M = 50;

export const landOf = ({ parcels }) => parcels.map(({ sheet, number }) => `${sheet}/${number}`).join("; ");

const parcelsOf = (text, commune) => text.split(";").map((key) => key.trim()).filter(Boolean).map((key) => [commune,
  ...key.split("/").map((part) => part.trim())]);

const numberOf = (text) => Number(String(text).trim().replace(",", "."));

export function placeFields({ point, land, place }) {
  const coordinate = (name, label) => field({ name, label, required: true, inputMode: "decimal", pattern: "[0-9]{1,3}[.,][0-9]+",
    value: point ? degrees(point[name]) : "", "data-also": "point" });
  const distance = element("p", { className: "hint", role: "status" });
  let form = null;
  const control = (name) => form.elements.namedItem(name);
  const put = (at) => {
    if (!at) return;
    control("lon").value = degrees(at.lon);
    control("lat").value = degrees(at.lat);
    if (at.parcel) control("parcels").value = at.parcel;
    form.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const say = () => {
    const at = { lon: numberOf(control("lon").value), lat: numberOf(control("lat").value) };
    const sound = Object.entries(HANOI).every(([name, [low, high]]) => at[name] >= low && at[name] <= high);
    place.propose(sound ? at : null);
    distance.textContent = sound ? away(point, at) : "Điểm này nằm ngoài Hà Nội; kiểm tra xem có đổi chỗ hai số không.";
  };
  return {
    fields: [
      element("p", { className: "hint" }, "Bấm vào bản đồ để chọn điểm, hoặc nhập số dưới đây (WGS 84)."),
      element("div", { className: "two" }, coordinate("lon", ["Kinh độ", "Longitude"]), coordinate("lat", ["Vĩ độ", "Latitude"])), distance,
      field({ name: "parcels", label: ["Thửa đất", "Parcel"], hint: "Tờ/thửa, ví dụ 7/12; nhiều thửa cách nhau bằng dấu chấm phẩy.", value: land,
        maxLength: 200 }),
      element("div", { className: "actions" }, button("Lấy tâm bản đồ", "Take the map’s centre", async () => put(await place.centre()))),
    ],
    valuesOf: ({ lon, lat, parcels }, commune) => ({ point: [numberOf(lon), numberOf(lat)], parcels: parcelsOf(parcels, commune) }),
    follow: (inside) => {
      form = inside;
      form.addEventListener("input", say);
      place.onPick(put);
    },
  };
}

function away(point, at) {
  if (!point) return "";
  const distance = metres(point, at);
  const words = distance < 10 ? distance.toFixed(1).replace(".", ",") : Math.round(distance);
  return `Cách điểm cũ ${words} m.${distance > FAR_M ? " Xa hơn thường lệ: xin kiểm tra lại." : ""}`;
}

// Good enough for a hint on a screen: the sphere, flat over a few hundred metres.
function metres(a, b) {
  const degree = 111_320;
  return Math.hypot((a.lon - b.lon) * degree * Math.cos((a.lat * Math.PI) / 180), (a.lat - b.lat) * degree);
}
