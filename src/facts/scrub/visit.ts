/** Every text in a set of facts, with how it is to be read. */
import { FACT_KEYS, type FactSet } from "../../domain";
import {
  COMMON_IDS,
  NAMES_OF_THE_TRADE,
  OBJECT_FACTS,
  PERSONAL_PROPERTIES,
  PHONES,
  PRODUCT_NAMES,
  TRADE_PROPERTIES,
} from "./personal";

/** How a text is taken: all of it is about somebody, or only what is known to be, or an id that is the same everywhere. */
export type Reading = "personal" | "prose" | "common" | "phone";
/** What becomes of a text; `property` is the nearest name above it. */
export type Visit = (text: string, reading: Reading, property: string) => string;

function readingOf(fact: string, property: string, above: string): Reading {
  if (COMMON_IDS.has(property) || PRODUCT_NAMES[fact]?.includes(property) === true) return "common";
  if (PHONES.has(property)) return "phone";
  if (OBJECT_FACTS.has(fact)) return TRADE_PROPERTIES.has(property) ? "prose" : "personal";
  if (property === "displayName" && NAMES_OF_THE_TRADE.has(above)) return "prose";
  return PERSONAL_PROPERTIES.has(property) ? "personal" : "prose";
}
/** The value with every text in it visited; `property` is the nearest name above the text, `above` the one above that. */
function visited(value: unknown, fact: string, visit: Visit, property = "", above = ""): unknown {
  if (typeof value === "string") return visit(value, readingOf(fact, property, above), property);
  if (Array.isArray(value)) return value.map((v: unknown) => visited(v, fact, visit, property, above));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, visited(v, fact, visit, k, property)]));
}
/** Every fact visited; where a fact came from stays as it is. */
export const visitedFacts = (facts: FactSet, visit: Visit): FactSet =>
  Object.fromEntries(
    FACT_KEYS.map((key) => {
      const fact = facts[key];
      if (fact.state === "seen") return [key, { ...fact, value: visited(fact.value, key, visit) }];
      return [key, fact.state === "unreadable" ? { ...fact, detail: visit(fact.detail, "prose", "detail") } : fact];
    }),
  ) as FactSet;
