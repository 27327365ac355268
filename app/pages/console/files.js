// Files and paper: lists for Excel, certificates, plates and the list for the walk.

import { both, element } from "/assets/dom.js";
import { chooseFirst } from "/assets/console/worklist.js";
import { field } from "/assets/console/forms.js";
import { section } from "/assets/console/parts.js";

export async function show({ commune }) {
  if (!commune) return { title: ["Tệp và in", "Files and paper"], body: [chooseFirst()] };
  return {
    title: ["Tệp và in", "Files and paper"], kicker: `Địa bàn ${commune}`,
    body: [walk(commune)],
  };
}

// A plain form: the browser itself fetches the file.
function walk(commune) {
  return section("walk", "Danh sách đi thực địa", "List for the walk", element("p", {}, ...both("Các hộ theo đường và ngõ, để đi từng nhà, in khổ A4.", "Households by street and alley, for going from door to door, A4.")),
    element("form", { className: "form", action: "/v1/walk.pdf", method: "get", target: "_blank" }, element("input", { type: "hidden", name: "commune", value: commune }),
      field({ name: "street", label: ["Đường, phố", "Street"], hint: "Để trống là cả địa bàn.", maxLength: 200 }), element("div", { className: "actions" }, element("button", { type: "submit", className: "strong" }, ...both("Mở PDF", "Open PDF")))));
}
