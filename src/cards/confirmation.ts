import { speaker, wordsIn } from "../domain";
import type { Approval, FollowingPurpose, Language, TriageCase, Words } from "../domain";
import { titleOf } from "../triage/words";
import { foldsOf, type Button, type Fold, type Head, type Line } from "./blocks";
import template from "./confirmation.template.json";
import { renderer } from "./render";
import { cycleLook, outcomeLook } from "./states";
import { labelsIn, when, type Labels } from "./text";
import { whoOfCase } from "./who";

/** Whether the repair helped, and what was seen. */
export interface ConfirmationView {
  readonly language: Language;
  readonly labels: Labels;
  readonly head: Head;
  /** What is still not as it was asked for, and what is. */
  readonly parts: readonly {
    readonly name: string;
    readonly lines: readonly { readonly mark: string; readonly text: string }[];
  }[];
  /** Empty where no second look is due. */
  readonly followUp: readonly Line[];
  readonly folds: readonly Fold[];
  /** What was seen besides. */
  readonly notes: readonly Line[];
  /** What may follow the plan that ran last. */
  readonly next: readonly Button[];
  readonly buttons: readonly Button[];
}
/** The labels of the folds. */
export const LABELS = {
  notes: { en: "Seen besides", de: "Außerdem gesehen" },
} as const satisfies Readonly<Record<string, Words>>;
const WORDS = {
  unconfirmed: { en: "Nothing was confirmed.", de: "Nichts wurde bestätigt." },
  cycle: { en: "A sync cycle", de: "Ein Synchronisierungszyklus" },
  undiagnosed: { en: "After the repair", de: "Nach der Reparatur" },
  better: { en: "Better", de: "Besser" },
  left: { en: "Left", de: "Noch offen" },
  more: {
    en: "{count, plural, one {# more stands} other {# more stand}} in the report.",
    de: "{count, plural, one {# weiterer Punkt steht} other {# weitere Punkte stehen}} im Bericht.",
  },
  followUp: { en: "I look again by myself: {at}.", de: "Ich sehe von selbst wieder nach: {at}." },
  "go-on": { en: "Go on with the plan …", de: "Den Plan fortsetzen …" },
  "put-back": { en: "Put back what was changed …", de: "Änderungen zurücksetzen …" },
  undo: { en: "Undo the repair …", de: "Reparatur rückgängig machen …" },
  report: { en: "Report", de: "Bericht" },
  back: { en: "Back to the case", de: "Zurück zum Fall" },
} as const satisfies Readonly<Record<string, Words>>;
/** Lines of one part that a card shows. */
const SHOWN = 5;
const FOLLOWING: readonly FollowingPurpose[] = ["put-back", "go-on", "undo"];

/** The last confirmation of a case, with what may follow the plan that ran last; one that was not looked at again counts as not resolved. */
export function confirmationView(c: TriageCase, ran?: Approval, language: Language = "en"): ConfirmationView {
  const say = speaker(WORDS, language),
    { state = "unresolved", better = [], left = [say("unconfirmed")], notes = [] } = c.confirmation ?? {};
  const part = (name: "better" | "left", mark: string, lines: readonly Words[]): ConfirmationView["parts"] => {
    const shown = lines.slice(0, SHOWN).map((text) => ({ mark, text: wordsIn(text, language) })),
      count = lines.length - SHOWN;
    const more = count <= 0 ? [] : [{ mark: "…", text: say("more", { count }) }];
    return lines.length === 0 ? [] : [{ name: say(name), lines: [...shown, ...more] }];
  };
  const labels = labelsIn(LABELS, language),
    seen = notes.slice(0, SHOWN).map((text) => ({ text: `• ${wordsIn(text, language)}` }));
  const offered = FOLLOWING.filter((what) => ran?.aftermath?.offers.includes(what) === true);
  return {
    language,
    labels,
    head: {
      ...(c.about === "engine" ? cycleLook : outcomeLook)(state, language),
      title:
        c.about === "engine"
          ? say("cycle")
          : c.diagnosis === undefined
            ? say("undiagnosed")
            : titleOf((c.found ?? c.diagnosis).rootCause.code, language),
      who: whoOfCase(c, language),
    },
    parts: [...part("left", "✗", left), ...part("better", "✓", better)],
    followUp: c.followUpAt === undefined ? [] : [{ text: say("followUp", { at: when(c.followUpAt, language) }) }],
    folds: foldsOf({ notes: seen }, labels),
    notes: seen,
    next: offered.map((what) => ({ title: say(what), style: "default", verb: what, data: { id: ran?.id ?? "" } })),
    buttons: (["report", "diagnosis"] as const).map((verb) => ({
      title: say(verb === "report" ? "report" : "back"),
      style: "default",
      verb,
      data: { id: c.id },
    })),
  };
}
/** Renders a confirmation. */
export const confirmationCard = renderer<ConfirmationView>(template);
