import { titleOf } from "../triage/words";
import template from "./cases.template.json";
import type { TriageCase } from "../domain";
import { renderer } from "./render";
import { when } from "./text";
export interface CasesView {
  readonly title: string;
  readonly cases: readonly {
    readonly id: string;
    readonly who: string;
    readonly state: string;
    readonly what: string;
  }[];
}
export const casesView = (title: string, cases: readonly TriageCase[]): CasesView => ({
  title,
  cases: [...cases]
    .sort((a, b) => b.openedAt.localeCompare(a.openedAt))
    .slice(0, 10)
    .map((c) => ({
      id: c.id,
      who: c.diagnosis?.subject.displayName ?? c.diagnosis?.subject.userPrincipalName ?? "nobody",
      state: c.state,
      what: `${c.diagnosis === undefined ? "not diagnosed" : titleOf(c.diagnosis.rootCause.code)}; opened by ${c.openedBy.name}, ${when(c.openedAt)}`,
    })),
});
export const casesCard = renderer<CasesView>(template);
