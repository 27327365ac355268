// What the page for citizens gains from a script: suggestions while typing, and the phone's position when asked for it.
// Without it the form still answers.

import { ask, pathOf } from "/assets/service.js";
import { combobox } from "/assets/suggest.js";

const part = (id) => document.getElementById(id);

function suggestWhileTyping() {
  const input = part("q");
  const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "suggestions", "aria-haspopup": "listbox" };
  for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);
  combobox({
    input, list: part("suggestions"), status: part("suggested"), onComplete: () => part("find").requestSubmit(),
    ask: async (text, options) => (await ask(pathOf.suggest(text), options)).suggestions,
  });
}

const REFUSALS = {
  1: "Bạn chưa cho phép dùng vị trí. Vẫn tra được bằng địa chỉ ở ô trên.",
  2: "Máy chưa xác định được vị trí. Hãy tra bằng địa chỉ ở ô trên.",
  3: "Chờ vị trí quá lâu. Hãy thử lại, hoặc tra bằng địa chỉ ở ô trên.",
};

function offerPosition() {
  const form = part("here");
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    if (form.lat.value) return;
    event.preventDefault();
    part("refused").hidden = true;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        form.lat.value = coords.latitude.toFixed(6);
        form.lon.value = coords.longitude.toFixed(6);
        form.requestSubmit();
      },
      ({ code }) => {
        part("refused").textContent = REFUSALS[code] ?? REFUSALS[2];
        part("refused").hidden = false;
      },
      { enableHighAccuracy: true, timeout: 15000, maximumAge: 0 },
    );
  });
}

suggestWhileTyping();
if (navigator.geolocation) offerPosition();
part("result")?.focus({ preventScroll: false });
