// What the map shows, in words and links beside it: what was picked, and what lies in view.

import { both, element } from "/assets/dom.js";
import { kindWords, signOf } from "/assets/service-points.js";
import { announce, link, severityBadge } from "/assets/console/parts.js";
import { SEVERITIES, count, parcelWords, percent } from "/assets/console/words.js";

const MOST = 8;
const ORDER = Object.keys(SEVERITIES);

export function mapPanel(panel, { coverage, rules, own }) {
  const figures = new Map(coverage.map((commune) => [commune.code, commune]));
  const titles = new Map(rules.map(({ rule, text }) => [rule, text.vi]));
  const chosen = element("div", { className: "card", role: "region", ariaLabel: "Tại điểm đã chọn", hidden: true });
  const view = element("div", { className: "card", role: "region", ariaLabel: "Trong khung nhìn" },
    element("p", { className: "quiet" }, ...both("Đang vẽ bản đồ…", "Drawing the map…")));
  panel.replaceChildren(chosen, view);
  const put = (card, title, found) => card.replaceChildren(element("h2", {}, ...both(...title)), ...words(found, { figures, titles, own }));
  return {
    picked: (features) => {
      const found = sorted(features);
      put(chosen, ["Tại điểm đã chọn", "At the place picked"], found);
      chosen.hidden = false;
      announce(`Tại điểm đã chọn: ${summary(found)}`);
    },
    inView: (features, { near }) => {
      const found = sorted(features);
      put(view, ["Trong khung nhìn", "In view"], near ? found : { ...found, households: [], parcels: [] });
    },
  };
}

// The features of the map by kind; a tile's neighbours may hold the same thing, it is named once.
function sorted(features) {
  const of = (layer, key) => [...new Map(features.filter((one) => one.layer.id === layer).map(({ properties }) => [key(properties), properties])).values()];
  return {
    communes: of("shares", ({ code }) => code), parcels: of("parcels", ({ key }) => key), households: of("households", ({ id }) => id),
    findings: of("findings", ({ id }) => id).sort((one, other) => ORDER.indexOf(one.severity) - ORDER.indexOf(other.severity)),
    services: of("service-points", (one) => `${one.external_id} ${one.source}`),
    groups: features.filter((one) => one.layer.id === "findings-many").map(({ properties }) => properties),
  };
}

const total = (groups, severity) => groups.reduce((sum, group) => sum + group[severity], 0);

function numbers({ findings, groups }) {
  return ORDER.map((severity) => [severity, findings.filter((one) => one.severity === severity).length + total(groups, severity)]);
}

const summary = (found) => [`${count(found.communes.length)} xã, phường`, ...numbers(found).filter(([, number]) => number)
  .map(([severity, number]) => `${count(number)} ${SEVERITIES[severity][0].toLowerCase()}`),
found.households.length ? `${count(found.households.length)} hộ` : "", found.parcels.length ? `${count(found.parcels.length)} thửa` : "", ...found.services.map(({ name }) => name)]
  .filter(Boolean).join(", ");

function words(found, { figures, titles, own }) {
  const parts = [
    found.findings.length > MOST ? list("Phát hiện", "Findings", byRule(found.findings), (one) => [link(worklistOf(one), titles.get(one.rule) ?? one.rule), " ",
      element("b", {}, count(one.number))], severities(found))
      : list("Phát hiện", "Findings", found.findings, (one) => [severityBadge(one.severity), " ", link(addressOf(one), titles.get(one.rule) ?? one.rule),
        one.parcel ? element("span", { className: "quiet" }, ` ${parcelWords(one.parcel)}`) : ""], severities(found)),
    list("Hộ", "Households", found.households, ({ id, label, coded }) => [link(`/console/households/${id}`, label || "Chưa có địa chỉ"),
      coded ? "" : element("span", { className: "quiet" }, " chưa có mã")]),
    found.parcels.length > MOST ? element("p", {}, element("b", {}, "Thửa đất: "), count(found.parcels.length))
      : list("Thửa đất", "Parcels", found.parcels, ({ key }) => [parcelWords(key)]),
    list("Điểm phục vụ", "Service points", found.services, ({ name, kind, address }) => [signOf(kind), element("b", {}, name), " ", ...kindWords(kind),
      address ? element("span", { className: "quiet" }, ` ${address}`) : ""]),
    communesIn(found.communes, { figures, own }),
  ].filter(Boolean);
  return parts.length ? parts : [element("p", { className: "quiet" }, "Không có gì ở đây.")];
}

// How many findings of each severity; from afar that is all there is to say.
function severities(found) {
  const many = numbers(found).filter(([, number]) => number);
  if (!many.length) return null;
  return element("dl", { className: "numbers" }, ...many.map(([severity, number]) => element("div", {}, element("dt", {}, severityBadge(severity)),
    element("dd", {}, count(number)))));
}

// The own commune first, then the lowest shares; those without figures are only counted.
function communesIn(communes, { figures, own }) {
  const shareOf = ({ code }) => figures.get(code)?.share_certified ?? null;
  const known = communes.filter((one) => shareOf(one) !== null)
    .sort((one, other) => own.includes(other.code) - own.includes(one.code) || shareOf(one) - shareOf(other));
  const unknown = communes.length - known.length;
  return list("Xã, phường", "Communes", known, (one) => [link(`/console/communes/${one.code}`, one.name), " ", element("b", {}, percent(shareOf(one)))],
    unknown ? element("p", { className: "quiet" }, `${count(unknown)} xã, phường chưa có số liệu`) : null);
}

function list(vi, en, items, line, before = null) {
  if (!items.length && !before) return null;
  const more = items.length - MOST;
  return element("div", {}, element("h3", {}, ...both(vi, en)), before, element("ul", {}, ...items.slice(0, MOST).map((one) => element("li", {}, ...line(one)))),
    more > 0 ? element("p", { className: "quiet" }, `và ${count(more)} mục nữa; phóng to để thấy ít hơn.`) : null);
}

// Many findings are told by rule, most first; of one commune, for that is what a worklist shows.
function byRule(findings) {
  const rules = new Map();
  for (const { rule, commune } of findings) {
    const key = `${rule} ${commune}`;
    rules.set(key, { rule, commune, number: (rules.get(key)?.number ?? 0) + 1 });
  }
  return [...rules.values()].sort((one, other) => other.number - one.number);
}

const worklistOf = ({ commune, rule, parcel }) => `/console/worklist?${new URLSearchParams({ commune, rule, ...(parcel ? { q: parcel } : {}) })}`;

const addressOf = (one) => (one.household ? `/console/households/${one.household}?${new URLSearchParams({ finding: one.id })}` : worklistOf(one));
