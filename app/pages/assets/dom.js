// Elements of a page, made without any text ever being read as markup.

export function element(name, properties = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (key in node) node[key] = value;
    else node.setAttribute(key, value);
  }
  node.append(...kept(children));
  return node;
}

export const both = (vi, en) => [`${vi} `, element("span", { lang: "en" }, en)];

export const kept = (children) => children.filter((child) => child !== null && child !== undefined && child !== false);
