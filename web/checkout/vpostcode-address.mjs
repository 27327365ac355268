// <vpostcode-address>: an address box for a checkout. It completes what is typed, checks what was entered, and never
// stands in the way: when the service cannot be reached the typed text goes through, and the form says that it is unchecked.

import { inspect } from "./check-symbol.mjs";
import { element } from "./dom.js";
import { combobox } from "./suggest.js";

const PATIENCE_MS = 4000;
const REST_MS = 60_000; // after a refusal that does not say how long it lasts
const WORDS = {
  label: ["Địa chỉ nhận hàng", "Delivery address"],
  hint: ["Gõ số nhà, ngõ, phố, phường; hoặc mã Vpostcode.", "Type number, alley, street, ward; or a Vpostcode."],
  matched: ["Đã khớp địa chỉ.", "Address found."],
  ambiguous: ["Có nhiều địa chỉ như vậy. Hãy chọn, hoặc viết thêm phường, ngõ, căn hộ.", "Several addresses fit. Choose one, or add ward, alley or flat."],
  partial: ["Chưa đủ để tìm đúng nhà. Hãy viết thêm số nhà, ngõ hoặc phố; vẫn có thể đặt hàng.", "Not enough to find the door. Add number, alley or street; you can still order."],
  none: ["Không tìm thấy địa chỉ này ở Hà Nội. Hãy kiểm tra lại; vẫn có thể đặt hàng.", "Not found in Hanoi. Please check; you can still order."],
  unchecked: ["Chưa kiểm tra được địa chỉ lúc này; địa chỉ vẫn được gửi đi như đã viết.", "The address could not be checked now; it goes through as written."],
  wrong: ["Mã này bị gõ sai một ký tự. Hãy xem lại.", "A symbol of this code is mistyped. Please check."],
  checking: ["Đang kiểm tra…", "Checking…"],
};

// The place for the answer is kept free, so that the shop's button does not move away under the finger.
const STYLE = `
  :host { display: block; font: inherit; color: inherit; position: relative; }
  label { display: block; font-weight: 600; margin-bottom: .35em; }
  input { box-sizing: border-box; width: 100%; min-height: 44px; padding: .55em .8em; font: inherit; color: inherit; background: #fff;
    border: 1px solid #6b7777; border-radius: var(--vpostcode-round, 8px); }
  input:focus { outline: 3px solid var(--vpostcode-accent, #0b5c4d); outline-offset: 1px; }
  ul { list-style: none; margin: 0; padding: 0; }
  [role=listbox] { position: absolute; z-index: 10; inset-inline: 0; margin-top: 4px; padding: 4px; background: #fff; color: #1c2b2a;
    border: 1px solid #b9c4c2; border-radius: var(--vpostcode-round, 8px); box-shadow: 0 8px 24px rgb(0 0 0 / .18); max-height: 50vh; overflow: auto; }
  [role=option] { display: flex; justify-content: space-between; align-items: center; gap: 1em; min-height: 44px; padding: 4px 10px;
    border-radius: 6px; cursor: pointer; overflow-wrap: anywhere; }
  [role=option]:hover { background: #f1f4f3; }
  [role=option][aria-selected=true] { background: #dcece7; outline: 2px solid var(--vpostcode-accent, #0b5c4d); outline-offset: -2px; }
  mark { background: none; color: inherit; font-weight: 700; }
  .kind, .hint, small { color: #4a5857; font-size: .88em; }
  .kind { flex: none; max-width: 40%; text-align: right; }
  .kind span, [lang=en] { display: block; }
  .heard { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  .hint { margin: .5em 0 0; }
  .said { margin: .7em 0 0; padding: .6em .8em; min-height: 8.75em; box-sizing: border-box; border-left: 4px solid #6b7777; background: #f1f4f3; color: #1c2b2a; }
  .said.matched { border-color: var(--vpostcode-accent, #0b5c4d); background: #e4f1ed; }
  .said.wrong { border-color: #a3261b; background: #fbe9e7; }
  .found { display: block; }
  .said:empty { background: none; border-color: transparent; }
  .said b { display: block; font-size: 1.15em; font-variant-numeric: tabular-nums; letter-spacing: .02em; user-select: all; }
  .choices button { display: block; width: 100%; min-height: 44px; margin-top: 6px; padding: 6px 12px; font: inherit; text-align: left; color: inherit;
    background: #fff; border: 1px solid #6b7777; border-radius: var(--vpostcode-round, 8px); cursor: pointer; }
  .choices button:focus-visible { outline: 3px solid var(--vpostcode-accent, #0b5c4d); }
  [hidden] { display: none; }`;

class VpostcodeAddress extends HTMLElement {
  static formAssociated = true;

  #internals = this.attachInternals();
  #input = element("input", { id: "address", type: "text", role: "combobox", spellcheck: false, enterKeyHint: "done",
    "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "list", "aria-describedby": "hint said" });
  #list = element("ul", { id: "list", lang: "vi", role: "listbox", hidden: true, "aria-label": "Gợi ý" });
  #count = element("p", { className: "heard", lang: "vi", role: "status" });
  #said = element("div", { id: "said", className: "said", lang: "vi", role: "status" });
  #choices = element("ul", { className: "choices", lang: "vi", "aria-label": "Chọn địa chỉ" });
  #label = element("label", { htmlFor: "address" });
  #box = null;
  #asking = null;
  #checked = null; // the text that the last answer is about
  #restUntil = 0; // the service has refused us: it is not asked before
  #warned = false;
  #again = () => { if (this.#said.classList.contains("unchecked")) this.check(); };

  static observedAttributes = ["autocomplete", "label", "required"];

  connectedCallback() {
    addEventListener("online", this.#again);
    if (this.shadowRoot) return;
    const root = this.attachShadow({ mode: "open", delegatesFocus: true });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    root.append(this.#label, this.#input, this.#list, this.#count,
      element("p", { id: "hint", className: "hint", lang: "vi" }, ...bilingual("hint")), this.#said, this.#choices);
    this.#dress();
    this.#input.value = this.getAttribute("value") ?? "";
    this.#box = combobox({
      input: this.#input, list: this.#list, status: this.#count, onComplete: (text) => this.check(text),
      ask: async (text, { signal }) => (await this.#get("suggest", { q: text }, signal)).suggestions,
    });
    this.#input.addEventListener("input", () => this.#forget());
    // Filled in by the browser it has changed without being left; left as it was given it has not changed.
    for (const moment of ["change", "blur"]) this.#input.addEventListener(moment, () => this.check());
    this.#input.addEventListener("keydown", (event) => this.#enter(event));
    this.#fill({ verdict: "unchecked" });
  }

  // Taken off the page, as frameworks do when they draw anew: nothing goes on behind its back, what was entered stays.
  disconnectedCallback() {
    removeEventListener("online", this.#again);
    this.#box.close();
  }

  attributeChangedCallback() {
    if (!this.shadowRoot) return;
    this.#dress();
    this.#validate();
  }

  formDisabledCallback(disabled) { this.#input.disabled = disabled; }
  formResetCallback() { this.value = this.getAttribute("value") ?? ""; }
  formStateRestoreCallback(text) { this.value = text; } // gone back to: checked when it is left

  get value() { return this.#input.value; }
  set value(text) { this.#input.value = text; this.#forget(); }
  get form() { return this.#internals.form; }
  get name() { return this.getAttribute("name") ?? "address"; }
  get validity() { return this.#internals.validity; }
  checkValidity() { return this.#internals.checkValidity(); }
  reportValidity() { return this.#internals.reportValidity(); }

  // Asks what the text means and fills the form with it; never rejects.
  async check(text = this.#input.value) {
    if (text === (this.#checked ?? "")) return;
    this.#asking?.abort();
    this.#checked = text;
    this.#choices.replaceChildren();
    if (!text.trim()) return void this.#tell("", { verdict: "unchecked" });
    const code = inspect(text);
    if (code === "wrong") return void this.#tell("wrong", { verdict: "unchecked" });
    const mine = new AbortController();
    this.#asking = mine;
    this.#say("checking");
    const late = setTimeout(() => mine.abort("late"), PATIENCE_MS);
    try {
      const answer = await (code === "malformed" ? this.#get("resolve", { q: text }, mine.signal) : this.#get(`codes/${encodeURIComponent(text.trim())}`, {}, mine.signal));
      if (this.#asking === mine) this.#show(answer);
    } catch {
      if (this.#asking !== mine) return; // a later text is being checked
      this.#checked = null;
      this.#tell("unchecked", { verdict: "unchecked" });
    } finally {
      clearTimeout(late);
    }
  }

  async #get(path, asked, signal) {
    if (Date.now() < this.#restUntil) throw new Error("refused a moment ago");
    const service = this.getAttribute("service")?.replace(/\/*$/, "/") ?? new URL("../", import.meta.url);
    const address = new URL(`v1/${path}?${new URLSearchParams(asked)}`, new URL(service, location.href));
    const key = this.getAttribute("api-key") ?? this.getAttribute("key"); // React keeps "key" to itself
    const response = await fetch(address, { signal, credentials: "omit", headers: key ? { "X-API-Key": key } : {} }).catch((error) => this.#unread(error));
    if (!response.ok) throw await this.#refused(response);
    return response.json();
  }

  // A browser hides the answer from a page that the key was not issued for, and why; the likely cause is said once.
  #unread(error) {
    if (error instanceof TypeError && navigator.onLine && !this.#warned) {
      this.#warned = true;
      console.warn(`vpostcode-address: no answer that this page may read. Is the key right, and issued for ${location.origin}?`);
    }
    throw error;
  }

  // Whoever builds the page reads in its console why; whoever asks too much or with a wrong key rests for a while.
  async #refused(response) {
    const { status, headers } = response;
    const { title = "", type = "" } = await response.json().catch(() => ({}));
    if ([401, 403, 429].includes(status)) {
      this.#restUntil = Date.now() + (Number(headers.get("Retry-After")) * 1000 || REST_MS);
      console.warn(`vpostcode-address: ${status} ${title} ${type}`);
    }
    return new Error(`status ${status}`);
  }

  #enter(event) {
    if (event.key !== "Enter" || event.defaultPrevented || event.isComposing || event.keyCode === 229) return;
    event.preventDefault(); // Enter ends the address, it does not send the order
    this.#box.close();
    this.check(this.#input.value);
  }

  #show({ features, vpostcode: { verdict } }) {
    const [first] = features;
    const only = verdict === "matched" ? first : null;
    this.#tell(verdict, { verdict, feature: only });
    if (only) this.#name(only);
    if (verdict !== "ambiguous") return;
    const choices = features.filter((feature) => feature.properties.vpostcode.level === "household").map((feature) => this.#choice(feature));
    this.#choices.replaceChildren(...choices);
  }

  // What was understood, for the customer to see: it may differ from what was typed.
  #name({ properties: { geocoding: { label }, vpostcode: { code } } }) {
    this.#said.append(element("span", { className: "found" }, label), element("b", {}, code ?? ""));
  }

  #choice(feature) {
    const { geocoding: { label } } = feature.properties;
    const choose = () => {
      this.#choices.replaceChildren();
      this.#input.value = this.#checked = label;
      this.#tell("matched", { verdict: "matched", feature });
      this.#name(feature);
      this.#input.focus();
    };
    return element("li", {}, element("button", { type: "button", onclick: choose }, label));
  }

  #forget() {
    this.#asking?.abort();
    this.#asking = this.#checked = null;
    this.#choices.replaceChildren();
    this.#said.replaceChildren();
    this.#fill({ verdict: "unchecked" });
  }

  #tell(word, found) {
    this.#say(word);
    this.#fill(found);
  }

  #say(word) {
    this.#said.className = `said ${word}`;
    this.#said.replaceChildren(...(word ? bilingual(word) : []));
  }

  #dress() {
    const words = this.getAttribute("label");
    this.#label.replaceChildren(...(words ? [words] : [element("span", { lang: "vi" }, ...bilingual("label"))]));
    this.#input.required = this.hasAttribute("required");
    this.#input.autocomplete = this.getAttribute("autocomplete") ?? "off";
  }

  #validate() {
    const missing = this.#input.required && !this.#input.value.trim();
    this.#internals.setValidity(missing ? { valueMissing: true } : {}, missing ? WORDS.hint[0] : "", this.#input);
  }

  // What the shop's form is sent with: the text as typed, and beside it what is known of it.
  #fill({ verdict, feature = null }) {
    const detail = { text: this.#input.value, verdict, ...partsOf(feature) };
    const data = new FormData();
    for (const [part, value] of Object.entries(detail)) data.set(part === "text" ? this.name : `${this.name}_${part}`, value);
    this.#internals.setFormValue(data, this.#input.value);
    this.#validate();
    this.dispatchEvent(new CustomEvent("vpostcode-change", { detail, bubbles: true }));
  }
}

function partsOf(feature) {
  if (!feature) return {};
  const { geocoding, vpostcode: { code, address, commune } } = feature.properties;
  const former = commune?.former ?? [];
  return {
    code: code ?? "", label: geocoding.label,
    house_number: address?.house_number ?? "", alley_path: (address?.alley_path ?? []).join("/"), street: address?.street ?? "",
    commune: commune?.name ?? "", commune_code: commune?.code ?? "", postcode: commune?.postcode ?? "",
    former_commune: former.length === 1 && former[0].certain ? `${former[0].name}, ${former[0].district}` : "",
  };
}

function bilingual(word) {
  const [vi, en] = WORDS[word];
  return [`${vi} `, element("small", { lang: "en" }, en)];
}

// A page put together from parts may load this twice.
if (!customElements.get("vpostcode-address")) customElements.define("vpostcode-address", VpostcodeAddress);
