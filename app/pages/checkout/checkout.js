// A shop that keeps nothing: shows what its form would have been sent with.

import { element } from "/assets/dom.js";

const part = (id) => document.getElementById(id);

part("order").addEventListener("submit", (event) => {
  event.preventDefault();
  const valid = event.target.checkValidity();
  part("missing").textContent = valid ? "" : "Hãy viết địa chỉ nhận hàng. Please write a delivery address.";
  if (!valid) return;
  const sent = [...new FormData(event.target)].filter(([, value]) => value);
  part("nothing").hidden = true;
  part("sent").replaceChildren(...sent.flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)]));
  part("sent-title").scrollIntoView({ block: "nearest" });
});
