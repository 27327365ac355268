// A household that the register does not have yet: proposed with its address and place, certified by the second person.

import { element } from "/assets/dom.js";
import { addressFields, changedParts, sendProposal, why, wordsOf } from "/assets/console/address-fields.js";
import { form } from "/assets/console/forms.js";
import { say, section } from "/assets/console/parts.js";
import { placeOf } from "/assets/console/place.js";
import { placeFields } from "/assets/console/place-fields.js";
import { service } from "/assets/console/service.js";
import { chooseFirst } from "/assets/console/worklist.js";

export async function show({ query, commune, session, go }) {
  const title = ["Thêm một hộ", "Add a household"];
  if (!commune) return { title, body: [chooseFirst()] };
  if (!session.scopes.includes("register:edit")) return { title, body: [say("info", "Tài khoản này chỉ xem được.")] };
  const [lon, lat] = [query.get("lon"), query.get("lat")].map((value) => (value ? Number(value) : null));
  const point = lon !== null && lat !== null ? { lon, lat } : null;
  const land = query.get("parcel") ?? "";
  const [sheet, number] = land.split("/");
  const place = placeOf({ point, parcels: number ? [{ sheet, number }] : [] });
  const where = placeFields({ point, land, place });
  const blank = wordsOf();
  const inside = form({ fields: [addressFields(blank), ...where.fields, ...why()], send: ["Gửi đề xuất", "Propose"],
    onSend: async ({ reason, evidence, file, ...given }) => {
    await sendProposal({ kind: "add", household_ids: [], values: { ...changedParts(blank, given), ...where.valuesOf(given, commune),
      commune_code: commune }, reason, evidence, file });
    delete inside.dataset.touched;
    await go(`/console/approve${session.communes === null ? `?commune=${commune}` : ""}`);
  } });
  where.follow(inside);
  place.pick(true);
  return { title, kicker: await service.communeName(commune), leave: place.close,
    body: [element("div", { className: "split" }, place.node, section("new", "Địa chỉ và vị trí", "Address and place", inside))] };
}
