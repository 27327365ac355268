// What a caller of the generated TypeScript client writes; prints the outcome as JSON. Compiled strictly, so the types are tried too.

import { type Answer, type Problem, vpostcode } from "@vpostcode/client";

declare const process: { argv: string[] };
const [, , baseUrl, q] = process.argv as [string, string, string, string];
const api = vpostcode({ baseUrl });
const { data: answer } = await api.GET("/v1/resolve", { params: { query: { q } } });
const known: Answer = answer!;
const code: string = known.features[0]!.properties.vpostcode.code!;
const { data: found } = await api.GET("/v1/codes/{code}", { params: { path: { code } } });
const { data: list } = await api.GET("/v1/suggest", { params: { query: { q: "Phố" } } });
const { error, response } = await api.GET("/v1/codes/{code}", { params: { path: { code: "123" } } });
const problem = error as Problem;
// @ts-expect-error an unknown parameter does not compile
await api.GET("/v1/resolve", { params: { query: { qq: q } } });
console.log(JSON.stringify({
  verdict: known.vpostcode.verdict, code, found: found!.vpostcode.code, suggestions: list!.suggestions.length,
  refused: [response.status, problem.type],
}));
