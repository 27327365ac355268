// Sign in: one form; where to go afterwards is in the address.

import { both, element } from "/assets/dom.js";
import { field, form } from "/assets/console/forms.js";
import { say } from "/assets/console/parts.js";
import { service } from "/assets/console/service.js";

const PURPOSE = [
  ["Biết địa bàn mình có bao nhiêu hộ đã có mã, còn thiếu ở đâu.", "See how many households have a code, and where some are missing."],
  ["Sửa số nhà, ngõ, vị trí; người thứ hai duyệt rồi mới có hiệu lực.", "Correct numbers, alleys and positions; a second person approves."],
  ["Chỉ thấy và chỉ sửa được xã, phường của mình. Quên mật khẩu thì hỏi cán bộ dữ liệu của thành phố.",
    "You see and change your own commune only. Forgotten password? Ask the city’s data officer."],
];

// Given passwords are long; on a telephone nobody types them unseen.
function reveal() {
  const box = element("input", { type: "checkbox" });
  box.addEventListener("change", () => { box.form.elements.password.type = box.checked ? "text" : "password"; });
  return element("label", { className: "tick" }, box, element("span", {}, ...both("Hiện chữ đã gõ", "Show what I type")));
}

const RETURNS = ["Hãy đăng nhập, rồi trang bạn cần sẽ mở lại. Phiên tự đóng sau ba mươi phút không làm gì.",
  "Sign in and the page you want opens again. Sessions close after thirty idle minutes."];

export async function show({ onSignedIn, next = "" }) {
  const inside = form({
    fields: [
      field({ name: "account", label: ["Tài khoản", "Account"], required: true, autocomplete: "username", autocapitalize: "none",
        spellcheck: false }),
      field({ name: "password", label: ["Mật khẩu", "Password"], type: "password", required: true, autocomplete: "current-password" }),
      reveal(),
    ],
    send: ["Đăng nhập", "Sign in"],
    onSend: async ({ account, password }) => {
      const session = await service.signIn(account, password);
      delete inside.dataset.touched;
      await onSignedIn(session);
    },
  });
  return {
    title: ["Đăng nhập", "Sign in"], kicker: "Dành cho cán bộ xã, phường và thành phố",
    body: [element("div", { className: "entry" }, element("div", { className: "card" }, next ? say("", element("p", {}, ...both(...RETURNS))) : "", inside),
      element("ul", {}, ...PURPOSE.map(([vi, en]) => element("li", {}, ...both(vi, en)))))],
  };
}
