// The service as the console speaks to it: JSON over HTTP with the session's cookie; what it refuses becomes a Problem.

export class Problem extends Error {
  constructor({ status = 0, type = "", title = "", detail = "", errors = [], ...more }) {
    super(title);
    Object.assign(this, { status, type, title, detail, errors, more });
  }

  get isSignedOut() { return this.status === 401; }
  get isRefused() { return this.status === 403; }
  get isUnreachable() { return this.status === 0; }
}

const UNREACHABLE = {
  status: 0, title: "Không kết nối được với máy chủ",
  detail: "Máy này có thể đang mất mạng. Những gì đã nhập vẫn còn trên màn hình; hãy thử lại khi có mạng.",
};
const UNREADABLE = { title: "Máy chủ gặp lỗi", detail: "Lỗi do phía máy chủ. Hãy thử lại sau giây lát." };

async function send(path, { method = "GET", body, signal, headers = {}, file = false } = {}) {
  const json = body !== undefined && !(body instanceof Blob || body instanceof FormData);
  const sent = { ...(file ? {} : { Accept: "application/json" }), "Accept-Language": "vi", ...headers,
    ...(json ? { "Content-Type": "application/json" } : {}) };
  let response;
  try {
    response = await fetch(path, { method, signal, headers: sent, body: json ? JSON.stringify(body) : body, credentials: "same-origin" });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Problem(UNREACHABLE);
  }
  if (!response.ok) throw new Problem({ ...UNREADABLE, ...(await response.json().catch(() => ({}))), status: response.status });
  if (file) return response.blob();
  return response.status === 204 ? null : response.json();
}

let signInAgain = null;

// `again()` resolves when the person has signed in once more; work under way then goes on where it was.
export function whenSignedOut(again) {
  signInAgain = again;
}

async function ask(path, options) {
  try {
    return await send(path, options);
  } catch (problem) {
    const working = options?.method && options.method !== "GET";
    if (!problem.isSignedOut || !working || !signInAgain) throw problem;
    await signInAgain();
    return send(path, options);
  }
}

const given = (filter) => Object.entries(filter).filter(([, value]) => value !== "" && value !== null && value !== undefined);
const get = (path, filter = {}, signal = undefined) => {
  const asked = given(filter);
  return ask(asked.length ? named(path, asked) : path, { signal });
};
const post = (path, body, headers = {}) => ask(path, { method: "POST", body, headers });

const keys = new Map();

// Sends an effect that must not happen twice: tried again after a broken line, the same request carries the same key.
async function once(path, body) {
  const request = `${path} ${JSON.stringify(body)}`;
  if (!keys.has(request)) keys.set(request, String.fromCharCode(...Array.from(crypto.getRandomValues(new Uint8Array(24)),
    (byte) => 97 + (byte % 26))));
  const key = keys.get(request);
  try {
    const answer = await post(path, body, { "Idempotency-Key": key });
    keys.delete(request);
    return answer;
  } catch (problem) {
    if (!problem.isUnreachable) keys.delete(request);
    throw problem;
  }
}

const named = (path, filter) => `${path}?${new URLSearchParams(filter)}`;
const part = encodeURIComponent;

function formOf(parts) {
  const made = new FormData();
  for (const [name, value] of Object.entries(parts)) made.append(name, value);
  return made;
}

export const evidenceOf = (id) => `/v1/register/edits/${part(id)}/evidence`;

const names = new Map();

// What a commune is called; its code where that cannot be learnt.
async function communeName(code) {
  if (!names.has(code)) names.set(code, get(`/v1/communes/${part(code)}`).then(({ features }) => features[0].properties.geocoding.name));
  return names.get(code).catch(() => { names.delete(code); return code; });
}

export const service = {
  communeName,
  session: () => send("/v1/session"),
  signIn: (account, password) => send("/v1/session", { method: "POST", body: { account, password } }),
  signOut: () => send("/v1/session", { method: "DELETE" }),

  coverage: (signal) => get("/v1/coverage", {}, signal),
  coverageOf: (commune, signal) => get(`/v1/coverage/${part(commune)}`, {}, signal),
  rules: (signal) => get("/v1/rules", {}, signal),
  findings: (filter, signal) => get("/v1/findings", filter, signal),
  dispose: (body) => post("/v1/findings/dispositions", body),

  householdsBook: (filter) => ask(named("/v1/register/households.xlsx", given(filter)), { file: true }),
  findingsBook: (filter) => ask(named("/v1/findings.xlsx", given(filter)), { file: true }),
  compare: (commune, file) => ask(named("/v1/register/imports", { commune }), { method: "POST", body: formOf({ file }) }),
  compared: (id, filter, signal) => get(`/v1/register/imports/${part(id)}`, filter, signal),
  proposeCompared: (id, body) => once(`/v1/register/imports/${part(id)}/propose`, body),

  households: (filter, signal) => get("/v1/register/households", filter, signal),
  household: (id, signal) => get(`/v1/register/households/${part(id)}`, {}, signal),
  lock: (id) => ask(`/v1/register/households/${part(id)}/lock`, { method: "POST" }),
  unlock: (id) => ask(`/v1/register/households/${part(id)}/lock`, { method: "DELETE" }),
  propose: (body) => once("/v1/register/edits", body),
  attach: (id, file) => ask(evidenceOf(id), { method: "PUT", body: file }),
  edits: (filter, signal) => get("/v1/register/edits", filter, signal),
  decide: (body) => once("/v1/register/decisions", body),
  undo: (id, body) => once(`/v1/register/edits/${part(id)}/undo`, body),

  certificate: (id) => ask(`/v1/register/households/${part(id)}/certificate.pdf`, { file: true }),
  plates: (body) => ask("/v1/plates.pdf", { method: "POST", body, file: true }),
  walk: (commune, street) => ask(named("/v1/walk.pdf", { commune, ...(street ? { street } : {}) }), { file: true }),

  communes: (signal) => get("/v1/communes", {}, signal),
  commune: (code, signal) => get(`/v1/communes/${part(code)}`, {}, signal),
  parcelsIn: (bbox, signal) => get("/map/parcels.geojson", { bbox }, signal),
  householdsIn: (bbox, signal) => get("/map/households.geojson", { bbox }, signal),
};
