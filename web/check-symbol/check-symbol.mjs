// The check symbol of a Vpostcode, without asking anyone; the rule stands in docs/reference/code.md.

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const CODE = /^(\d{5})-?([2-9CFGHJMPQRVWX]{7})(?:\/([0-9A-HJKMNP-TV-Z]{1,8}))?(?:-?([0-9A-HJKMNP-TV-Z]))?$/;

// The product of a number of the field GF(32) with x⁵ + x² + 1 and its element 2 to the power `position`.
function weighted(value, position) {
  let product = value;
  for (let step = 0; step < position; step += 1) product = product & 16 ? (product << 1) ^ 37 : product << 1;
  return product;
}

// "T" for ("1102422F2345", "2506"); both in upper case, the unit "" where there is none.
export function checkSymbol(base, unit = "") {
  const places = [...base, ...unit];
  const total = places.reduce((sum, symbol, at) => sum ^ weighted(ALPHABET.indexOf(symbol), at + 1), weighted(unit.length, 26));
  return ALPHABET[total];
}

// What can be said of a code as a person writes it: "right", "wrong", "unchecked" (no check symbol) or "malformed".
export function inspect(text) {
  const [whole, head, suffix, unit = "", check] = CODE.exec(text.toUpperCase().replace(/[\s+._]/g, "")) ?? [];
  if (!whole) return "malformed";
  if (!check) return "unchecked";
  return checkSymbol(head + suffix, unit) === check ? "right" : "wrong";
}
