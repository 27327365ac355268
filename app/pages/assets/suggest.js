// The search box as an editable combobox with a list (APG pattern): the box keeps the focus, the list follows it.
// Asks after a pause, never while an input method is composing a word, and shows no answer to an older text.

import { both, element } from "./dom.js";

const PAUSE_MS = 170;
const KINDS = {
  commune: ["xã, phường", "commune"], street: ["đường, phố", "street"], alley: ["ngõ", "alley"], number: ["số nhà", "number"],
  building: ["tòa nhà", "building"], estate: ["khu", "estate"], hamlet: ["thôn, tổ", "hamlet"],
};

// `ask(text, { signal })` gives the suggestions; `onComplete(text)` is told of a chosen text with nothing left to add.
export function combobox({ input, list, status, ask, onComplete }) {
  let suggestions = [];
  let active = -1;
  let timer = 0;
  let asking = null;
  let composing = false;

  function stop() {
    clearTimeout(timer);
    asking?.abort();
    asking = null;
  }

  function close() {
    stop();
    show([]);
  }

  function show(found) {
    suggestions = found;
    list.replaceChildren(...found.map(option));
    list.hidden = found.length === 0;
    input.setAttribute("aria-expanded", String(found.length > 0));
    point(-1);
  }

  function option({ kind, label, text }, index) {
    const parts = label.map((part) => (part.matched ? element("mark", {}, part.text) : part.text));
    if (text.endsWith(" ")) parts.push("…"); // a number is to follow
    return element("li", { id: `suggestion-${index}`, role: "option", onclick: () => choose(index) },
      element("span", { className: "wording" }, ...parts), " ", element("span", { className: "kind" }, ...both(...KINDS[kind])));
  }

  function point(index) {
    active = index;
    [...list.children].forEach((item, place) => item.setAttribute("aria-selected", String(place === index)));
    if (index < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", `suggestion-${index}`);
    return list.children[index].scrollIntoView({ block: "nearest" });
  }

  // One place above the first and below the last is the box itself.
  function move(step) {
    const places = suggestions.length + 1;
    point(((active + 1 + step + places) % places) - 1);
  }

  // As if it had been typed: whoever follows the box must not go on with what was in it before.
  function write(text) {
    input.value = text;
    input.setSelectionRange(text.length, text.length);
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function choose(index) {
    const { text, complete } = suggestions[index];
    write(text);
    close();
    if (complete) onComplete(text);
    else refresh();
  }

  async function refresh() {
    stop();
    const text = input.value;
    if (!text.trim()) return close();
    const mine = new AbortController();
    asking = mine;
    try {
      const found = await ask(text, mine);
      if (asking !== mine || !input.matches(":focus")) return null;
      show(found);
      return say(found.length);
    } catch {
      return asking === mine ? show([]) : null; // the typed text can be searched for without suggestions
    }
  }

  function say(count) {
    status.textContent = count ? `${count} gợi ý, dùng phím mũi tên để chọn.` : "Không có gợi ý.";
  }

  function typed() {
    stop();
    if (!composing) timer = setTimeout(refresh, PAUSE_MS);
  }

  function pressed(event) {
    if (event.isComposing || composing || event.keyCode === 229) return; // 229: Safari tells so of the key that ends a word
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) refresh();
      else move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      choose(active);
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (list.hidden) write("");
      close();
    } else if (["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) {
      point(-1);
    }
  }

  input.addEventListener("input", typed);
  input.addEventListener("compositionstart", () => { composing = true; stop(); });
  input.addEventListener("compositionend", () => { composing = false; typed(); });
  input.addEventListener("keydown", pressed);
  input.addEventListener("blur", close);
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the box keeps the focus
  return { close };
}
