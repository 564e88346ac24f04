import { speaker, wordsIn } from "../domain";
import type { CaseState, Language, TriageCase, Words } from "../domain";
import { titleOf } from "../triage/words";
import template from "./cases.template.json";
import { renderer } from "./render";
import { labelsIn, when, type Labels } from "./text";

/** The newest cases, one row each. */
export interface CasesView {
  readonly labels: Labels;
  readonly title: string;
  readonly cases: readonly {
    readonly id: string;
    readonly who: string;
    readonly state: string;
    readonly what: string;
  }[];
}
/** What the template shows as it stands. */
export const LABELS = { open: "Open" } as const satisfies Readonly<Record<string, Words>>;
const WORDS = {
  nobody: "nobody",
  undiagnosed: "not diagnosed",
  opened: "{what}; opened by {by}, {at}",
} as const satisfies Readonly<Record<string, Words>>;
const STATE: Readonly<Record<CaseState, Words>> = {
  open: "open",
  diagnosed: "diagnosed",
  "awaiting-approval": "awaiting-approval",
  repairing: "repairing",
  confirming: "confirming",
  resolved: "resolved",
  partly: "partly",
  unresolved: "unresolved",
  closed: "closed",
};
/** The ten newest of `cases`, whatever their order. */
export function casesView(title: string, cases: readonly TriageCase[], language: Language = "en"): CasesView {
  const say = speaker(WORDS, language);
  const whatOf = (c: TriageCase): string =>
    c.diagnosis === undefined ? say("undiagnosed") : titleOf(c.diagnosis.rootCause.code, language);
  return {
    labels: labelsIn(LABELS, language),
    title,
    cases: [...cases]
      .sort((a, b) => b.openedAt.localeCompare(a.openedAt))
      .slice(0, 10)
      .map((c) => ({
        id: c.id,
        who: c.diagnosis?.subject.displayName ?? c.diagnosis?.subject.userPrincipalName ?? say("nobody"),
        state: wordsIn(STATE[c.state], language),
        what: say("opened", { what: whatOf(c), by: c.openedBy.name, at: when(c.openedAt) }),
      })),
  };
}
/** Renders the list of cases. */
export const casesCard = renderer<CasesView>(template);
