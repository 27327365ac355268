// Sign in: one form; where to go afterwards is in the address.

import { both, element } from "/assets/dom.js";
import { field, form } from "/assets/console/forms.js";
import { service } from "/assets/console/service.js";

const PURPOSE = [
  ["Biết địa bàn mình có bao nhiêu hộ đã có mã, còn thiếu ở đâu.", "See how many households have a code, and where some are missing."],
  ["Sửa số nhà, ngõ, vị trí; người thứ hai duyệt rồi mới có hiệu lực.", "Correct numbers, alleys and positions; a second person approves."],
  ["Chỉ thấy và chỉ sửa được xã, phường của mình. Quên mật khẩu thì hỏi cán bộ dữ liệu của thành phố.",
    "You see and change your own commune only. Forgotten password? Ask the city’s data officer."],
];

export async function show({ onSignedIn }) {
  const inside = form({
    fields: [
      field({ name: "account", label: ["Tài khoản", "Account"], required: true, autocomplete: "username", autocapitalize: "none",
        spellcheck: false }),
      field({ name: "password", label: ["Mật khẩu", "Password"], type: "password", required: true, autocomplete: "current-password" }),
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
    body: [element("div", { className: "entry" }, element("div", { className: "card" }, inside),
      element("ul", {}, ...PURPOSE.map(([vi, en]) => element("li", {}, ...both(vi, en)))))],
  };
}
