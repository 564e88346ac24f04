/** The number that a case has in the organization's own system. */
import type { Person, TriageCase, Words } from "../domain";
import type { CaseContext } from "./context";

/** What an incident number may be: 1 to 64 characters that can be seen; spaces only between them. */
const NUMBER = /^[\p{L}\p{M}\p{N}\p{P}\p{S}](?:[\p{L}\p{M}\p{N}\p{P}\p{S} ]{0,62}[\p{L}\p{M}\p{N}\p{P}\p{S}])?$/u;
const WORDS = {
  unfit: {
    en: "An incident number has at most 64 characters, all of which can be seen.",
    de: "Eine Ticketnummer hat höchstens 64 Zeichen, die alle sichtbar sind.",
  },
  given: { en: "Incident number given.", de: "Ticketnummer vergeben." },
  taken: { en: "Incident number taken away.", de: "Ticketnummer entfernt." },
} as const satisfies Readonly<Record<string, Words>>;
export interface IncidentInput {
  readonly caseId: string;
  readonly number: string;
  readonly by: Person;
}
export type IncidentResult =
  | { readonly kind: "set"; readonly case: TriageCase }
  | { readonly kind: "refused"; readonly says: Words };

/** Keeps the number with the case; an empty one takes it away. One that is no number is refused, and the one before stays. */
export async function setIncident(o: CaseContext, { caseId, number, by }: IncidentInput): Promise<IncidentResult> {
  const text = number.normalize("NFC").trim();
  if (text !== "" && !NUMBER.test(text)) return { kind: "refused", says: WORDS.unfit };
  const what = text === "" ? WORDS.taken : WORDS.given;
  const c = await o.records.change(caseId, ({ incident, ...x }) => {
    if ((incident ?? "") === text) return undefined;
    return o.records.told(text === "" ? x : { ...x, incident: text }, what.en, by);
  });
  await o.trail("incident-number", text === "" ? "taken away" : "given", { caseId, by: by.id });
  return { kind: "set", case: c };
}
