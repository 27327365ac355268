// Forms: labelled fields with their error beside them, a summary that takes the focus, and the dialogs built of them.

import { both, element, kept } from "/assets/dom.js";
import { announce } from "/assets/console/parts.js";

let numbered = 0;

// `options` makes it a list to choose from; `lines` a text of several lines; else `type` is that of an input.
export function field({ name, label, hint = "", value = "", type = "text", options = null, lines = 0, required = false, ...more }) {
  numbered += 1;
  const id = `f${numbered}-${name}`;
  const described = kept([hint && `${id}-hint`, `${id}-error`]).join(" ");
  const shared = { id, name, required, "aria-describedby": described, ...more };
  const control = options
    ? element("select", shared, ...options.map(([given, text]) => element("option", { value: given, selected: given === value }, text)))
    : lines ? element("textarea", { ...shared, rows: lines, value }) : element("input", { ...shared, type, value });
  return element("div", { className: "field" },
    element("label", { htmlFor: id }, ...both(...label), required ? " " : "", required ? element("span", { className: "must" }, "bắt buộc") : ""),
    hint ? element("p", { className: "hint", id: `${id}-hint` }, hint) : "",
    control,
    element("p", { className: "wrong", id: `${id}-error`, hidden: true }));
}

export function valuesOf(form) {
  return Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, typeof value === "string" ? value.trim() : value]));
}

export function clearWrong(form) {
  for (const line of form.querySelectorAll(".wrong")) line.hidden = true;
  for (const control of form.querySelectorAll("[aria-invalid]")) control.removeAttribute("aria-invalid");
  form.querySelector(".summary")?.remove();
}

// An error's pointer ends in the name of the field it is about, or in a name that the field also answers to.
function controlFor(form, pointer) {
  const path = pointer.replace(/^#/, "").split("/").filter(Boolean);
  const names = path.map((_, start) => path.slice(start).join("/"));
  return names.map((name) => form.elements.namedItem(name) ?? form.querySelector(`[data-also~="${CSS.escape(name)}"]`)).find(Boolean);
}

export function showWrong(form, { title, detail, errors = [] }) {
  clearWrong(form);
  const lines = errors.map(({ pointer = "", detail: words }) => {
    const control = controlFor(form, pointer);
    if (!control?.id) return element("li", {}, words);
    mark(form, control, words);
    const name = form.querySelector(`label[for="${control.id}"]`)?.firstChild.textContent.trim();
    return element("li", {}, element("a", { href: `#${control.id}`, onclick: (event) => { event.preventDefault(); control.focus(); } },
      `${name}: ${words}`));
  });
  const summary = element("div", { className: "say error summary", tabIndex: -1 }, element("b", {}, title || "Chưa gửi được"),
    element("p", {}, detail || ""), lines.length ? element("ul", {}, ...lines) : "");
  form.prepend(summary);
  summary.focus();
  announce(`${title || "Chưa gửi được"}. ${detail || ""}`);
}

function mark(form, control, words) {
  const line = document.getElementById(`${control.id}-error`);
  control.setAttribute("aria-invalid", "true");
  if (line) Object.assign(line, { textContent: words, hidden: false });
}

// Our own words for what the browser would say in its own language.
function missing(form) {
  const empty = [...form.elements].filter((control) => control.willValidate && !control.validity.valid);
  return empty.map((control) => ({ pointer: `#/${control.name}`, detail: control.validity.valueMissing ? "chưa điền" : "chưa đúng dạng" }));
}

// A form that sends itself through `onSend(values)` once, shows what was refused, and knows whether it was touched.
export function form({ fields, send, onSend, className = "", extra = [] }) {
  const submit = element("button", { type: "submit", className: "strong" }, ...both(...send));
  const node = element("form", { className: `form ${className}`, noValidate: true, autocomplete: "off" }, ...kept(fields),
    element("div", { className: "actions" }, submit, ...kept(extra)));
  node.addEventListener("input", () => { node.dataset.touched = "yes"; });
  node.addEventListener("submit", async (event) => {
    event.preventDefault();
    clearWrong(node);
    const errors = missing(node);
    if (errors.length) return showWrong(node, { title: "Còn thiếu thông tin", errors });
    submit.disabled = true;
    try {
      await onSend(valuesOf(node));
      delete node.dataset.touched;
    } catch (problem) {
      if (problem.name !== "AbortError") showWrong(node, problem);
    } finally {
      submit.disabled = false;
    }
    return null;
  });
  return node;
}

export const isTouched = (place) => place.querySelector("form[data-touched]") !== null;

function opened(title, ...content) {
  numbered += 1;
  const id = `dialog-${numbered}`;
  const dialog = element("dialog", { "aria-labelledby": id }, element("h2", { id }, ...both(...title)), ...content);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

// Resolves to what `onSend` gave, or to null when the person thinks better of it.
export function askForm({ title, intro = "", fields, send, onSend }) {
  return new Promise((resolve) => {
    let result = null;
    const cancel = element("button", { type: "button", className: "plain", onclick: () => dialog.close() }, ...both("Thôi", "Cancel"));
    const inside = form({ fields, send, extra: [cancel], onSend: async (values) => { result = await onSend(values); dialog.close(); } });
    const dialog = opened(title, intro ? element("p", {}, intro) : "", inside);
    dialog.addEventListener("close", () => resolve(result));
    inside.elements[0]?.focus();
  });
}

export function askYes({ title, text, yes, no = ["Ở lại", "Stay"] }) {
  return new Promise((resolve) => {
    let answer = false;
    const dialog = opened(title, element("p", {}, text), element("div", { className: "actions" },
      element("button", { type: "button", className: "strong", onclick: () => { answer = true; dialog.close(); } }, ...both(...yes)),
      element("button", { type: "button", className: "plain", autofocus: true, onclick: () => dialog.close() }, ...both(...no))));
    dialog.addEventListener("close", () => resolve(answer));
  });
}
