import { speaker } from "../domain";
import type { Language, TriageCase, Words } from "../domain";
import { titleOf } from "../triage/words";
import type { Button, Head, Line } from "./blocks";
import template from "./cases.template.json";
import { renderer } from "./render";
import { caseLook } from "./states";
import { visible, when } from "./text";

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
  /** Which page it is, where there are several, and what is left out. */
  readonly lines: readonly Line[];
  readonly buttons: readonly Button[];
}
/** Which page of which list; `note`: what the list leaves out, empty for nothing. */
export interface Paging {
  readonly page: number;
  readonly scope: string;
  readonly search: string;
  readonly note: string;
}
const WORDS = {
  nobody: { en: "nobody", de: "niemand" },
  cycle: { en: "a sync cycle", de: "ein Synchronisierungszyklus" },
  undiagnosed: { en: "not diagnosed", de: "ohne Diagnose" },
  opened: { en: "{what} · {by}, {at}", de: "{what} · {by}, {at}" },
  open: { en: "Open", de: "Öffnen" },
  page: { en: "Page {page} of {pages}, {count} in all", de: "Seite {page} von {pages}, insgesamt {count}" },
  newer: { en: "Newer cases", de: "Neuere Fälle" },
  older: { en: "Older cases", de: "Ältere Fälle" },
  openOne: { en: "Open the case of {who}", de: "Den Fall von {who} öffnen" },
} as const satisfies Readonly<Record<string, Words>>;
/** Characters of a name that a row holds; a longer one is cut in the middle. */
const NAME_SHOWN = 60;
/** Rows of a page. */
export const PAGE = 7;
/** One page of `cases`, the newest first, whatever their order. */
export function casesView(
  title: string,
  cases: readonly TriageCase[],
  language: Language = "en",
  { page, scope, search, note }: Paging = { page: 0, scope: "all", search: "", note: "" },
): CasesView {
  const say = speaker(WORDS, language),
    pages = Math.ceil(cases.length / PAGE);
  const whatOf = (c: TriageCase): string =>
    c.about === "engine"
      ? say("cycle")
      : c.diagnosis === undefined
        ? say("undiagnosed")
        : titleOf(c.diagnosis.rootCause.code, language);
  const rowOf = (c: TriageCase): CasesView["cases"][number] => {
    const subject = c.diagnosis?.subject,
      name = c.about === "engine" ? c.ask : (subject?.displayName ?? subject?.userPrincipalName ?? say("nobody")),
      who = visible(name, NAME_SHOWN);
    return {
      id: c.id,
      who,
      state: caseLook(c, language).state,
      what: say("opened", { what: whatOf(c), by: c.openedBy.name, at: when(c.openedAt, language) }),
      button: say("open"),
      tooltip: say("openOne", { who }),
    };
  };
  const turn = (to: number, name: "newer" | "older"): Button[] =>
    to < 0 || to >= pages
      ? []
      : [
          {
            title: say(name),
            style: "default",
            verb: "page",
            data: { list: "cases", page: to, scope, ...(search === "" ? {} : { search }) },
          },
        ];
  const said = [note, pages > 1 ? say("page", { page: page + 1, pages, count: cases.length }) : ""];
  return {
    language,
    head: { tone: "emphasis", state: "", title, who: search },
    cases: [...cases]
      .sort((a, b) => b.openedAt.localeCompare(a.openedAt))
      .slice(page * PAGE, (page + 1) * PAGE)
      .map(rowOf),
    lines: said.filter((text) => text !== "").map((text) => ({ text })),
    buttons: [...turn(page - 1, "newer"), ...turn(page + 1, "older")],
  };
}
/** Renders the list of cases. */
export const casesCard = renderer<CasesView>(template);
