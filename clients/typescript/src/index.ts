// The Vpostcode API, typed from its contract: `vpostcode({ baseUrl, key }).GET("/v1/resolve", { params: { query: { q } } })`.

import createClient, { type Client, type ClientOptions } from "openapi-fetch";
import type { Readable } from "openapi-typescript-helpers";
import type { components, paths } from "./contract.js";

export type { components, paths };
export type Answer = Readable<components["schemas"]["AnswerCollection"]>;
export type Problem = Readable<components["schemas"]["Problem"]>;

/** A client; `key` goes into the Authorization field, never into an address. */
export function vpostcode({ key, headers, ...options }: ClientOptions & { key?: string }): Client<paths> {
  const authorization = key === undefined ? {} : { Authorization: `Bearer ${key}` };
  return createClient<paths>({ ...options, headers: { ...authorization, ...headers } });
}
