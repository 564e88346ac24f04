import type { FactKey, Facts, FactSet, SourceRef } from "../../src/domain";
import { absent, FACT_KEYS, seen, unreadable } from "../../src/domain";

const from: SourceRef = { system: "ask", via: "test" };
/** Every fact `not-asked` but the given values; `null` = absent. */
export function factsOf(values: { [K in FactKey]?: Facts[K] | null }): FactSet {
  return Object.fromEntries(
    FACT_KEYS.map((k) => {
      const v = values[k];
      return [k, v === undefined ? unreadable("not-asked", k) : v === null ? absent(from) : seen(v, from)];
    }),
  ) as unknown as FactSet;
}
