/** What stands in a sentence or in evidence where there is no value, in every language. */
import type { InEvery } from "../domain";

export const EMPTY: InEvery = { en: "(empty)", de: "(leer)" };
export const NONE: InEvery = { en: "(none)", de: "(keine)" };
/** A list that leaves nothing out. */
export const ALL: InEvery = { en: "(all)", de: "(alle)" };
export const NEVER: InEvery = { en: "never", de: "nie" };
export const NOT_TOLD: InEvery = { en: "not told", de: "nicht angegeben" };
export const AT_AN_UNKNOWN_TIME: InEvery = { en: "at an unknown time", de: "zu unbekannter Zeit" };
