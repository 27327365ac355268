// The officials' console: who is signed in, what they may open, and the view that the address asks for.

import { both, element } from "/assets/dom.js";
import * as approve from "/assets/console/approve.js";
import * as commune from "/assets/console/commune.js";
import * as communes from "/assets/console/communes.js";
import * as files from "/assets/console/files.js";
import { askForm, field } from "/assets/console/forms.js";
import * as household from "/assets/console/household.js";
import * as compared from "/assets/console/import.js";
import * as map from "/assets/console/map.js";
import { router } from "/assets/console/router.js";
import { service, whenSignedOut } from "/assets/console/service.js";
import * as signIn from "/assets/console/sign-in.js";
import { ROLES } from "/assets/console/words.js";
import * as worklist from "/assets/console/worklist.js";

// All loaded at once, they are light: a view must open where the net has just gone.
const home = { show: (context) => (context.session.communes === null ? communes : commune).show({ ...context, parameter: context.commune }) };
const missing = { show: async () => ({ title: ["Không có trang này", "No such page"], body: [] }) };
const VIEWS = [
  [/^\/console\/?$/, home], [/^\/console\/sign-in$/, signIn], [/^\/console\/communes$/, communes],
  [/^\/console\/communes\/([^/]+)$/, commune], [/^\/console\/worklist$/, worklist],
  [/^\/console\/households\/([^/]+)$/, household], [/^\/console\/approve$/, approve], [/^\/console\/map$/, map],
  [/^\/console\/files$/, files],
  [/^\/console\/imports\/([^/]+)$/, compared], [/(?:)/, missing],
];
const ITEMS = [
  ["/console", "Địa bàn", "My commune"], ["/console/worklist", "Việc cần làm", "Worklist"], ["/console/approve", "Duyệt", "Approve"],
  ["/console/communes", "So sánh", "Compare"], ["/console/map", "Bản đồ", "Map"], ["/console/files", "Tệp và in", "Files"],
];
const REMEMBERED = "vpostcode.commune";
const part = (id) => document.getElementById(id);

let session = null;

// Whose figures a view shows: the address says, else the only commune there is, else the last one chosen.
function communeFor(query) {
  const own = session.communes ?? [];
  const asked = query.get("commune") ?? (own.length === 1 ? own[0] : sessionStorage.getItem(REMEMBERED));
  const chosen = asked ?? own[0] ?? null;
  if (chosen && own.length !== 1) sessionStorage.setItem(REMEMBERED, chosen);
  return chosen;
}

async function viewOf({ pathname, search }, signal) {
  const [pattern, view] = VIEWS.find(([shape]) => shape.test(pathname));
  const query = new URLSearchParams(search);
  if (view === signIn) return signIn.show({ onSignedIn: (given) => signedIn(given, query), next: /^\/console\/?$/.test(query.get("next") ?? "/console") ? "" : query.get("next") });
  session ??= await service.session();
  const parameter = pattern.exec(pathname)[1] ?? "";
  return view.show({ session, query, signal, parameter, commune: communeFor(query), go: routes.go, refresh: routes.render });
}

async function signedIn(given, query) {
  session = given;
  const next = query.get("next") ?? "";
  await routes.go(/^\/console(\/|\?|$)/.test(next) ? next : "/console", { replace: true, force: true });
}

function toSignIn() {
  session = null;
  const here = location.pathname + location.search;
  routes.go(`/console/sign-in?${new URLSearchParams({ next: here })}`, { replace: true, force: true });
}

async function signOut() {
  await service.signOut().catch(() => null);
  session = null;
  sessionStorage.removeItem(REMEMBERED);
  await routes.go("/console/sign-in");
}

function showBar() {
  const known = session !== null && location.pathname !== "/console/sign-in";
  part("nav").hidden = part("menu").hidden = !known;
  closeMenu();
  if (known) part("nav").replaceChildren(...ITEMS.map(item), who());
}

function item([href, vi, en]) {
  const here = href === "/console" ? /^\/console(\/communes\/.*)?\/?$/.test(location.pathname) : location.pathname === href;
  return element("a", { href, ...(here ? { "aria-current": "page" } : {}) }, ...both(vi, en));
}

function who() {
  return element("div", { className: "who" }, element("span", {}, session.name || session.account,
    element("small", {}, ROLES[session.role]?.[0] ?? session.role)),
    element("button", { type: "button", className: "plain", onclick: signOut }, ...both("Đăng xuất", "Sign out")));
}

function closeMenu() {
  part("menu").setAttribute("aria-expanded", "false");
  part("nav").classList.remove("open");
}

part("menu").addEventListener("click", () => {
  const open = part("nav").classList.toggle("open");
  part("menu").setAttribute("aria-expanded", String(open));
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !part("nav").classList.contains("open")) return;
  closeMenu();
  part("menu").focus();
});
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  part("title")?.focus();
});

whenSignedOut(async () => {
  const given = await askForm({
    title: ["Phiên làm việc đã hết", "Session expired"], intro: "Đăng nhập lại để gửi tiếp; những gì đã nhập vẫn còn.",
    fields: [field({ name: "account", label: ["Tài khoản", "Account"], value: session?.account ?? "", required: true, autocomplete: "username" }),
      field({ name: "password", label: ["Mật khẩu", "Password"], type: "password", required: true, autocomplete: "current-password" })],
    send: ["Đăng nhập", "Sign in"], onSend: ({ account, password }) => service.signIn(account, password),
  });
  if (!given) throw new DOMException("not signed in", "AbortError");
  session = given;
});

const routes = router({ main: part("main"), viewOf, onShown: showBar, onSignedOut: toSignIn });
routes.render({ focus: false });
