// Gives the browser a file to save.

import { element } from "/assets/dom.js";

const KEPT_MS = 60_000;

export function saveAs(blob, name) {
  const href = URL.createObjectURL(blob);
  const anchor = element("a", { href, download: name, hidden: true });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(href), KEPT_MS);
}
