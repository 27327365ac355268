// The service's answers; a problem it reports becomes a Problem, so that one place can show it.

export class Problem extends Error {
  constructor({ title, detail, errors = [], near_misses: nearMisses = [] }) {
    super(title);
    Object.assign(this, { title, detail, errors, nearMisses });
  }
}

const UNREACHABLE = {
  title: "Không kết nối được với dịch vụ",
  detail: "Hãy thử lại sau giây lát. The service cannot be reached; try again in a moment.",
};

export async function ask(path, { signal } = {}) {
  let response;
  try {
    response = await fetch(path, { signal, headers: { "Accept-Language": "vi" } });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Problem(UNREACHABLE);
  }
  if (!response.ok) throw new Problem(await response.json().catch(() => UNREACHABLE));
  return response.json();
}

export const pathOf = {
  resolve: (text) => `/v1/resolve?${new URLSearchParams({ q: text })}`,
  suggest: (text) => `/v1/suggest?${new URLSearchParams({ q: text })}`,
  reverse: ({ lng, lat }) => `/v1/reverse?${new URLSearchParams({ lat: lat.toFixed(7), lon: lng.toFixed(7) })}`,
  code: (text) => `/v1/codes/${encodeURIComponent(text)}`,
  parcels: (box) => `/map/parcels.geojson?${new URLSearchParams({ bbox: box })}`,
  households: (box) => `/map/households.geojson?${new URLSearchParams({ bbox: box })}`,
};
