// Real addresses for every view: links and forms of the console change the view without loading the shell again.

import { both, element } from "/assets/dom.js";
import { askYes, isTouched } from "/assets/console/forms.js";
import { announce, button, link, problemNotice, say } from "/assets/console/parts.js";

const PATIENCE_MS = 150;

export function router({ main, viewOf, onShown, onSignedOut }) {
  let current = null;
  let shown = location.href;

  async function mayLeave() {
    if (!isTouched(main)) return true;
    return askYes({ title: ["Còn thay đổi chưa lưu", "Unsaved changes"], text: "Rời trang này thì những gì vừa nhập sẽ mất.",
      yes: ["Bỏ thay đổi", "Discard"] });
  }

  async function go(address, { replace = false, force = false } = {}) {
    if (!force && !(await mayLeave())) return;
    history[replace ? "replaceState" : "pushState"]({}, "", address);
    await render();
  }

  async function render({ focus = true } = {}) {
    current?.abort.abort();
    current?.leave?.();
    const mine = { abort: new AbortController(), leave: null };
    current = mine;
    shown = location.href;
    const slow = setTimeout(() => waiting(main), PATIENCE_MS);
    main.setAttribute("aria-busy", "true");
    try {
      const view = await viewOf(location, mine.abort.signal);
      if (current === mine) put(view, mine);
      else view.leave?.();
    } catch (problem) {
      if (current === mine && problem.name !== "AbortError") fail(problem);
    } finally {
      clearTimeout(slow);
      if (current === mine) finish({ focus });
    }
  }

  function put({ title, kicker = "", body, leave = null }, mine) {
    mine.leave = leave;
    const heading = element("h1", { id: "title", tabIndex: -1 }, ...both(...title));
    main.replaceChildren(element("div", { className: "head" }, kicker ? element("p", { className: "kicker" }, kicker) : "", heading), ...body);
    document.title = `${title[0]} · Vpostcode`;
  }

  function fail(problem) {
    if (problem.isSignedOut) return onSignedOut();
    if (!("status" in problem)) setTimeout(() => { throw problem; });
    // An address that leads nowhere: asking again does not help, and what the service says is meant for programs.
    if (problem.status === 404 || problem.status === 422) return put(LOST(), current);
    const title = problem.isRefused ? ["Không thuộc quyền của bạn", "Not within your rights"]
      : problem.isUnreachable ? ["Đang mất kết nối", "Offline"] : ["Chưa mở được trang", "The page could not be opened"];
    const again = button("Thử lại", "Try again", () => render(), "strong");
    put({ title, body: [problemNotice(problem), element("div", { className: "actions" }, again,
      element("a", { className: "plain", href: "/console" }, ...both("Về đầu", "Home")))] }, current);
    if (problem.isUnreachable) addEventListener("online", () => render(), { once: true, signal: current.abort.signal });
    return null;
  }

  function finish({ focus }) {
    main.removeAttribute("aria-busy");
    onShown();
    if (!focus) return;
    scrollTo(0, 0);
    main.querySelector("h1")?.focus({ preventScroll: true });
    announce(document.title);
  }

  document.addEventListener("click", (event) => {
    const anchor = event.target.closest?.("a[href]");
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (!anchor || !plain || anchor.target || anchor.hasAttribute("download") || !isOurs(anchor)) return;
    event.preventDefault();
    go(anchor.href);
  });
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || event.target.method !== "get" || event.target.target) return;
    event.preventDefault();
    go(addressOf(event.target));
  });
  addEventListener("popstate", async () => {
    const wanted = location.href;
    if (!isTouched(main)) return render();
    history.pushState({}, "", shown);
    return (await mayLeave()) ? go(wanted, { force: true }) : null;
  });
  addEventListener("beforeunload", (event) => { if (isTouched(main)) event.preventDefault(); });
  return { go, render };
}

const LOST = () => ({ title: ["Không tìm thấy", "Not found"], body: [
  say("error", element("p", {}, ...both("Trong sổ không có nội dung này. Đường dẫn có thể đã cũ hoặc chép thiếu.",
    "The register holds nothing here. The address may be old or not copied whole."))),
  element("div", { className: "actions" }, link("/console", "Về địa bàn", "My commune", "strong"), link("/console/worklist", "Việc cần làm", "Worklist", "plain"))] });

const isOurs = (anchor) => anchor.origin === location.origin && /^\/console(\/|$)/.test(anchor.pathname) && !anchor.hash;

// A filter left empty does not clutter the address.
function addressOf(form) {
  const given = [...new FormData(form)].filter(([, value]) => value.trim() !== "");
  const path = new URL(form.action).pathname;
  return given.length ? `${path}?${new URLSearchParams(given)}` : path;
}

function waiting(main) {
  const line = () => element("div", { className: "ghost" });
  main.replaceChildren(element("h1", { id: "title", tabIndex: -1, className: "quiet" }, ...both("Đang mở…", "Loading…")), line(), line(), line());
}
