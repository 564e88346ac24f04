/** What was read, as rows for the steps of the guide. Made when the facts are judged, since a case keeps its diagnosis and not its facts. */
import { READINGS, type FactSet, type Reading, type ReadingId } from "../../domain";
import { personOf, type Person } from "../../identity/person";
import * as account from "./account";
import * as cloud from "./cloud";
import * as engine from "./engine";
import * as network from "./network";
import * as server from "./server";
import { readingOf, type ReadingSpec } from "./spec";

/** Each reading by its id. */
export const READING_SPECS: Readonly<Record<ReadingId, ReadingSpec>> = {
  ...account,
  ...cloud,
  ...engine,
  ...network,
  ...server,
};
/** Every reading. */
export const readingsOf = (facts: FactSet, person: Person = personOf(facts)): Reading[] =>
  READINGS.map((id) => readingOf(READING_SPECS[id], facts, person));
