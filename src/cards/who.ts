/** The person of a case in one line. */
import { wordsIn } from "../domain";
import type { Language, Subject, TriageCase, Words } from "../domain";
import { visible } from "./text";

/** Characters of a name that a line holds; a longer one is cut in the middle. */
const LONGEST = 80;
const NOBODY: Words = { en: "Nobody was found", de: "Niemand wurde gefunden" };
/** Display name and sign-in name, as far as they are known. */
export const personText = (
  s: Pick<Subject, "displayName" | "userPrincipalName"> | undefined,
  language: Language,
): string =>
  [...new Set([s?.displayName, s?.userPrincipalName])]
    .flatMap((name) => (name == null || name === "" ? [] : [visible(name, LONGEST)]))
    .join(" · ") || wordsIn(NOBODY, language);
/** The person of a case, and the number that the case has in the organization's own system. */
export const whoOfCase = (
  c: Pick<TriageCase, "diagnosis" | "incident" | "about" | "ask">,
  language: Language,
): string =>
  [
    c.about === "engine" ? c.ask : personText(c.diagnosis?.subject, language),
    ...(c.incident === undefined ? [] : [c.incident]),
  ].join(" · ");
