/** Was this the cause? What one person says of it, and the form to say what it was instead. */
import { ROOT_CAUSES, speaker, wordsIn } from "../domain";
import type { Feedback, Language, TriageCase, Words } from "../domain";
import { titleOf } from "../triage/words";
import type { Button, Head, Line } from "./blocks";
import template from "./feedback.template.json";
import { renderer } from "./render";
import { labelsIn, type Labels } from "./text";
import { whoOfCase } from "./who";

export interface FeedbackView {
  readonly language: Language;
  readonly labels: Labels;
  readonly id: string;
  readonly head: Head;
  readonly lines: readonly Line[];
  /** What it may have been, by their titles in the order of the alphabet. */
  readonly causes: readonly { readonly title: string; readonly value: string }[];
  readonly buttons: readonly Button[];
}
/** What the template shows as it stands. */
export const LABELS = {
  was: { en: "It was", de: "Es war" },
  pick: { en: "Pick a cause", de: "Ursache auswählen" },
  words: { en: "In your own words", de: "In eigenen Worten" },
  send: { en: "Tell what it was", de: "Wahre Ursache mitteilen" },
} as const satisfies Readonly<Record<string, Words>>;
const WORDS = {
  question: { en: "Was this the cause?", de: "War das die Ursache?" },
  yes: { en: "Yes, this was the cause", de: "Ja, das war die Ursache" },
  no: { en: "No, this was not the cause", de: "Nein, das war nicht die Ursache" },
  other: { en: "It was something else …", de: "Es war etwas anderes …" },
  saidRight: { en: "You said that this was the cause.", de: "Sie haben gesagt, dass dies die Ursache war." },
  saidWrong: { en: "You said that this was not the cause.", de: "Sie haben gesagt, dass dies nicht die Ursache war." },
  saidWas: { en: "You said that it was: {title}", de: "Sie haben gesagt, es war: {title}" },
  kept: {
    en: "It is kept with the case and counted by cause. Saying something else replaces it.",
    de: "Das wird mit dem Fall aufbewahrt und nach Ursache gezählt. Eine neue Antwort ersetzt es.",
  },
  back: { en: "Back to the case", de: "Zurück zum Fall" },
} as const satisfies Readonly<Record<string, Words>>;

/** The question, for cards that hold the buttons of it. */
export const FEEDBACK_QUESTION: Words = WORDS.question;
/** Yes, no, and something else, for any card of a case with a diagnosis. */
export const feedbackButtons = (caseId: string, language: Language): Button[] =>
  (["yes", "no", "other"] as const).map((answer) => ({
    title: wordsIn(WORDS[answer], language),
    style: "default",
    verb: "feedback",
    data: { id: caseId, answer },
  }));

const titles = new Map<Language, FeedbackView["causes"]>();
function causesIn(language: Language): FeedbackView["causes"] {
  const known = titles.get(language);
  if (known !== undefined) return known;
  const made = ROOT_CAUSES.map((value) => ({ title: titleOf(value, language), value })).sort((a, b) =>
    a.title.localeCompare(b.title, language),
  );
  titles.set(language, made);
  return made;
}
/** `given`: what the reader said of the case before, if anything. */
export function feedbackView(c: TriageCase, given: Feedback | undefined, language: Language): FeedbackView {
  const say = speaker(WORDS, language),
    cause = (c.found ?? c.diagnosis)?.rootCause.code;
  const said =
    given === undefined
      ? []
      : given.isRight
        ? [say("saidRight"), say("kept")]
        : [
            say("saidWrong"),
            ...(given.was === undefined ? [] : [say("saidWas", { title: titleOf(given.was, language) })]),
            say("kept"),
          ];
  return {
    language,
    labels: labelsIn(LABELS, language),
    id: c.id,
    head: {
      tone: given === undefined ? "accent" : "good",
      state: say("question"),
      title: cause === undefined ? "" : titleOf(cause, language),
      who: whoOfCase(c, language),
    },
    lines: said.map((text) => ({ text })),
    causes: causesIn(language),
    buttons: [
      ...feedbackButtons(c.id, language).filter((b) => b.data["answer"] !== "other"),
      { title: say("back"), style: "default", verb: "diagnosis", data: { id: c.id } },
    ],
  };
}
/** Renders the question with its form. */
export const feedbackCard = renderer<FeedbackView>(template);
