import { speaker } from "../domain";
import type { Language, TriageCase, Words } from "../domain";
import { titleOf } from "../triage/words";
import type { Head } from "./blocks";
import template from "./cases.template.json";
import { renderer } from "./render";
import { caseLook } from "./states";
import { when } from "./text";

/** The newest cases, one row each. */
export interface CasesView {
  readonly language: Language;
  readonly head: Head;
  readonly cases: readonly {
    readonly id: string;
    readonly who: string;
    readonly state: string;
    readonly what: string;
    readonly button: string;
    /** Names the person, for whoever hears the buttons one after the other. */
    readonly tooltip: string;
  }[];
}
const WORDS = {
  nobody: { en: "nobody", de: "niemand" },
  undiagnosed: { en: "not diagnosed", de: "ohne Diagnose" },
  opened: { en: "{what} · {by}, {at}", de: "{what} · {by}, {at}" },
  open: { en: "Open", de: "Öffnen" },
  openOne: { en: "Open the case of {who}", de: "Den Fall von {who} öffnen" },
} as const satisfies Readonly<Record<string, Words>>;
/** Rows of the list. */
const SHOWN = 10;
/** The ten newest of `cases`, whatever their order. */
export function casesView(title: string, cases: readonly TriageCase[], language: Language = "en"): CasesView {
  const say = speaker(WORDS, language);
  const whatOf = (c: TriageCase): string =>
    c.diagnosis === undefined ? say("undiagnosed") : titleOf(c.diagnosis.rootCause.code, language);
  const rowOf = (c: TriageCase): CasesView["cases"][number] => {
    const who = c.diagnosis?.subject.displayName ?? c.diagnosis?.subject.userPrincipalName ?? say("nobody");
    return {
      id: c.id,
      who,
      state: caseLook(c, language).state,
      what: say("opened", { what: whatOf(c), by: c.openedBy.name, at: when(c.openedAt, language) }),
      button: say("open"),
      tooltip: say("openOne", { who }),
    };
  };
  return {
    language,
    head: { tone: "emphasis", state: "", title, who: "" },
    cases: [...cases]
      .sort((a, b) => b.openedAt.localeCompare(a.openedAt))
      .slice(0, SHOWN)
      .map(rowOf),
  };
}
/** Renders the list of cases. */
export const casesCard = renderer<CasesView>(template);
