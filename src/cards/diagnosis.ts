import { evidenceIn, isPassing, speaker, wordsIn } from "../domain";
import type {
  Approval,
  Confidence,
  Diagnosis,
  Doubt,
  Earlier,
  Finding,
  Language,
  ObjectInPlay,
  ObjectValue,
  Stage,
  StageState,
  TriageCase,
  Words,
} from "../domain";
import { uncheckedLines } from "../triage/unchecked";
import { valueTitleOf } from "../triage/objects";
import { briefly, causeTextOf, diagnosisAdvice, remedyTitleOf, stageTitleOf, textOf, titleOf } from "../triage/words";
import { foldsOf, type Button, type Fold, type Head, type Line, type Link, type NamedText } from "./blocks";
import template from "./diagnosis.template.json";
import { FEEDBACK_QUESTION, feedbackButtons } from "./feedback";
import { portalLinks } from "./portal";
import { renderer } from "./render";
import { repairButton } from "./repairs";
import { standingLines } from "./standing";
import { caseLook } from "./states";
import { labelsIn, when, type Labels } from "./text";
import type { Verb } from "./verbs";
import { whoOfCase } from "./who";

interface Mark {
  readonly mark: string;
  readonly word: string;
}
/** A table of two objects: the first row names them. */
interface Accounts {
  readonly rows: readonly { readonly cells: readonly { readonly text: string; readonly weight: string }[] }[];
}
/** The cause in one sentence and what to do in another; folded below, what shows it and what else was found. Lists are empty where there is nothing to tell. */
export interface DiagnosisView {
  readonly language: Language;
  readonly labels: Labels;
  readonly head: Head;
  readonly text: string;
  /** What became of the last request for a repair, and when it is looked at next. */
  readonly now: readonly Line[];
  /** What to do next; nothing while a repair is under way. */
  readonly next: readonly NamedText[];
  /** What earlier cases tell of this cause. */
  readonly earlier: readonly Line[];
  readonly repairs: readonly Button[];
  readonly buttons: readonly Button[];
  readonly folds: readonly Fold[];
  readonly links: readonly Link[];
  /** How sure it is, and what keeps it from being certain. */
  readonly confidence: string;
  readonly evidence: readonly { readonly text: string; readonly source: string }[];
  /** The five places of the way to the cloud. */
  readonly way: readonly (Mark & { readonly name: string })[];
  /** The stages of the way, each with what shows it. */
  readonly stages: readonly (NamedText & { readonly mark: string })[];
  /** The account and the cloud object side by side; none or one. */
  readonly accounts: readonly Accounts[];
  /** Further objects that share a value with the person. */
  readonly others: readonly NamedText[];
  /** What no cause explains. */
  readonly open: readonly Line[];
  readonly also: readonly Line[];
  readonly unread: readonly Line[];
  readonly advice: readonly Line[];
  /** The answers to whether this was the cause. */
  readonly feedback: readonly Button[];
}
/** The labels of the folds. */
export const LABELS = {
  evidence: { en: "Evidence", de: "Belege" },
  way: { en: "Way to the cloud", de: "Weg in die Cloud" },
  accounts: { en: "Accounts side by side", de: "Konten nebeneinander" },
  also: { en: "Also found", de: "Außerdem gefunden" },
  open: { en: "Left unexplained", de: "Nicht erklärt" },
  unread: { en: "Could not be checked", de: "Nicht prüfbar" },
  advice: { en: "What to do", de: "Was zu tun ist" },
  feedback: FEEDBACK_QUESTION,
} as const satisfies Readonly<Record<string, Words>>;
const WORDS = {
  next: { en: "Next:", de: "Nächster Schritt:" },
  propose: {
    en: "{repair}. The button shows the plan; nothing is changed before it is approved.",
    de: "{repair}. Die Schaltfläche zeigt den Plan; geändert wird nichts, bevor er genehmigt ist.",
  },
  walk: { en: "Walk the guide", de: "Leitfaden" },
  review: { en: "Review and decide", de: "Prüfen und entscheiden" },
  recheck: { en: "Re-check", de: "Neu prüfen" },
  report: { en: "Report", de: "Bericht" },
  earlier: {
    en: "{count, plural, one {Seen once before, on {since}} other {Seen # times since {since}}}{solved}.",
    de: "{count, plural, one {Schon einmal gesehen, am {since}} other {#-mal gesehen seit {since}}}{solved}.",
  },
  solvedBy: { en: ", solved by: {titles}", de: ", gelöst durch: {titles}" },
  empty: { en: "(none)", de: "(keine)" },
  differs: { en: "≠ {what}: differs", de: "≠ {what}: verschieden" },
  value: { en: "Value", de: "Wert" },
  more: { en: "… and {count} more", de: "… und {count} weitere" },
} as const satisfies Readonly<Record<string, Words>>;
const CONFIDENCE: Readonly<Record<Confidence, Words>> = {
  certain: { en: "certain", de: "sicher" },
  likely: { en: "likely", de: "wahrscheinlich" },
  possible: { en: "possible", de: "möglich" },
};
const SURE: Readonly<Record<Confidence, Words>> = {
  certain: { en: "Certain: this proves it", de: "Sicher: dies beweist es" },
  likely: { en: "Likely: this points to it", de: "Wahrscheinlich: dies deutet darauf hin" },
  possible: { en: "Possible: this does not decide it", de: "Möglich: dies entscheidet es nicht" },
};
const DOUBT: Readonly<Record<Doubt, Words>> = {
  proof: { en: "it fits, and no system states it", de: "es passt, und kein System sagt es ausdrücklich" },
  unread: { en: "a fact near to it could not be read", de: "etwas nahe dabei war nicht zu lesen" },
  open: {
    en: "not all that was seen or said is explained by it",
    de: "es erklärt nicht alles, was gesehen oder gesagt wurde",
  },
  rival: { en: "another cause would explain as much", de: "eine andere Ursache würde ebenso viel erklären" },
};
/** How a place on the way stands. `broken`: the first one; `wrong`: what lies behind it and is not so either; `beyond`: not reached. */
const MARK = {
  well: { mark: "✓", words: { en: "in order", de: "in Ordnung" } },
  broken: { mark: "✗", words: { en: "stops here", de: "hält hier an" } },
  wrong: { mark: "✗", words: { en: "not in order", de: "nicht in Ordnung" } },
  beyond: { mark: "–", words: { en: "not reached", de: "nicht erreicht" } },
  unknown: { mark: "?", words: { en: "not shown", de: "nicht gezeigt" } },
} as const satisfies Readonly<Record<string, { mark: string; words: Words }>>;
type Standing = keyof typeof MARK;
/** The five places of the way, and the stages that are seen there. */
const PLACES: readonly { readonly name: Words; readonly stages: readonly Stage[] }[] = [
  { name: "AD", stages: ["ad"] },
  { name: { en: "AD connector space", de: "AD Connector Space" }, stages: ["import"] },
  { name: "Metaverse", stages: ["join"] },
  { name: { en: "Entra connector space", de: "Entra Connector Space" }, stages: ["export"] },
  { name: "Entra ID", stages: ["cloud-object", "values", "services", "sign-in", "lists"] },
];
/** How many of each a card holds; the report has all. */
const SHOWN = { evidence: 8, also: 3, open: 4, unread: 8, advice: 6, repairs: 2, values: 12, others: 3, addresses: 4 };

/** A case with its diagnosis, cut to what fits a card. `last`: its last request for approval. */
export function diagnosisView(c: TriageCase, d: Diagnosis, last?: Approval, language: Language = "en"): DiagnosisView {
  const say = speaker(WORDS, language),
    labels = labelsIn(LABELS, language);
  const stages = standings(d),
    repairs = isPassing(c.state) ? [] : repairsOf(c, d, language),
    advice = diagnosisAdvice(d, language).slice(0, SHOWN.advice),
    [first, second, ...more] = d.objects ?? [];
  const lists = {
    evidence: evidenceOf(d, language),
    way: placesOf(stages, language),
    accounts: first === undefined || second === undefined ? [] : [accountsOf(first, second, language)],
    also: d.findings.slice(1, 1 + SHOWN.also).map((f) => ({ text: `• ${titledText(f, language)}` })),
    open: (d.open ?? [])
      .filter((s) => s.kind !== "complaint")
      .slice(0, SHOWN.open)
      .map((s) => ({ text: `• ${wordsIn(s.evidence[0]?.text ?? s.about, language)}` })),
    unread: uncheckedLines(d, language)
      .slice(0, SHOWN.unread)
      .map((text) => ({ text: `• ${text}` })),
    advice: advice.map((text) => ({ text: `• ${text}` })),
    feedback: feedbackButtons(c.id, language),
  };
  const [offered] = repairs.length > 0 ? d.remediations : [],
    [todo] =
      offered === undefined
        ? advice.map((text) => shortened(briefly(text)))
        : [say("propose", { repair: wordsIn(offered.title, language) })];
  return {
    language,
    labels,
    head: headOf(c, d, language),
    text: briefly(causeTextOf(d, language, when)),
    now: standingLines(c, last, language),
    next: todo === undefined || isPassing(c.state) ? [] : [{ name: say("next"), text: todo }],
    earlier: c.earlier === undefined ? [] : [{ text: earlierText(c.earlier, language) }],
    repairs: last?.state === "pending" ? [reviewButton(last, say("review"))] : repairs,
    buttons: (["walk", "recheck", "report"] as const satisfies readonly Verb[]).map((verb) => ({
      title: say(verb),
      style: "default",
      verb,
      data: { id: c.id },
    })),
    folds: foldsOf(lists, labels),
    links: portalLinks(d.subject, d.kind, language),
    confidence: confidenceText(d, language),
    stages: stages.flatMap(({ stage, standing, evidence }) =>
      evidence[0] === undefined
        ? []
        : [
            {
              mark: MARK[standing].mark,
              name: stageTitleOf(stage, language),
              text: wordsIn(evidence[0].text, language),
            },
          ],
    ),
    others: more.slice(0, SHOWN.others).map((o) => otherText(o, language)),
    ...lists,
  };
}
/** Renders a diagnosis. */
export const diagnosisCard = renderer<DiagnosisView>(template);

/** Characters of an advice at the top; the rest of it stands with the others. */
const GLANCE = 200;
/** The first sentences, as many as fit; one at least. */
function shortened(text: string): string {
  const sentences = text.split(/(?<=[.!?;])\s+(?=\p{Lu}|")/u);
  const fitting = sentences.findLastIndex((_, i) => sentences.slice(0, i + 1).join(" ").length <= GLANCE);
  return sentences.slice(0, Math.max(1, fitting + 1)).join(" ");
}
/** How the case stands, and how sure its verdict is. */
function headOf(c: TriageCase, d: Diagnosis, language: Language): Head {
  const { tone, state } = caseLook(c, language);
  const sure = c.state === "diagnosed" ? ` · ${wordsIn(CONFIDENCE[d.rootCause.confidence], language)}` : "";
  return {
    tone,
    state: `${state}${sure}`,
    title: titleOf(d.rootCause.code, language),
    who: whoOfCase({ ...c, diagnosis: d }, language),
  };
}
/** The stages up to the one that was asked about, or to the last one that is broken, each as it stands on the way. */
function standings(d: Diagnosis): (StageState & { readonly standing: Standing })[] {
  const stages = d.stages ?? [],
    broken = stages.findIndex((s) => s.state === "broken"),
    last = Math.max(
      stages.findIndex((s) => s.stage === d.asked),
      stages.findLastIndex((s) => s.state === "broken"),
    );
  return stages.slice(0, last + 1).map((s, i) => ({
    ...s,
    standing: broken < 0 || i <= broken || s.state === "well" ? s.state : s.state === "broken" ? "wrong" : "beyond",
  }));
}
/** A place stands as its worst stage does. */
const WORST: readonly Standing[] = ["broken", "wrong", "unknown", "beyond", "well"];
const placesOf = (stages: ReturnType<typeof standings>, language: Language): DiagnosisView["way"] =>
  PLACES.flatMap(({ name, stages: own }) => {
    const seen = stages.filter((s) => own.includes(s.stage)).map((s) => s.standing);
    const standing = WORST.find((w) => seen.includes(w));
    if (standing === undefined) return [];
    const { mark, words } = MARK[standing];
    return [{ mark, word: wordsIn(words, language), name: wordsIn(name, language) }];
  });
/** The word of confidence with what keeps it from being certain. */
function confidenceText(d: Diagnosis, language: Language): string {
  const doubts = (d.findings[0]?.doubts ?? []).map((doubt) => wordsIn(DOUBT[doubt], language));
  const why = d.rootCause.code === "undetermined" || doubts.length === 0 ? "" : `; ${doubts.join("; ")}`;
  return `${wordsIn(SURE[d.rootCause.confidence], language)}${why}.`;
}
/** What shows the cause, and the person's DN as it stands. */
function evidenceOf(d: Diagnosis, language: Language): DiagnosisView["evidence"] {
  const shown = evidenceIn(d.rootCause.evidence.slice(0, SHOWN.evidence), language);
  const dn = d.subject.distinguishedName;
  return dn === null || shown.some(({ text }) => text.includes(dn))
    ? shown
    : [...shown, { text: dn, source: "distinguishedName" }];
}
function earlierText({ count, since, solvedBy }: Earlier, language: Language): string {
  const say = speaker(WORDS, language),
    titles = solvedBy.slice(0, 2).map((s) => remedyTitleOf(s.remediation, language));
  const solved = titles.length === 0 ? "" : say("solvedBy", { titles: titles.join("; ") });
  return say("earlier", { count, since: when(since, language), solved });
}
const titledText = (f: Finding, language: Language): string =>
  `${f.code === undefined ? "" : `${titleOf(f.code, language)}: `}${briefly(textOf(f, language, when))}`;
const reviewButton = ({ id }: Approval, title: string): Button => ({
  title,
  style: "positive",
  verb: "plan",
  data: { id },
});
/** A repaired case offers nothing more; a re-check starts afresh. */
function repairsOf(c: TriageCase, d: Diagnosis, language: Language): Button[] {
  if (c.state === "resolved" || c.state === "closed") return [];
  const who = d.subject.displayName ?? d.subject.userPrincipalName ?? "";
  return d.remediations.slice(0, SHOWN.repairs).map((r) => ({
    title: repairButton(r.id, who, language),
    style: "positive",
    verb: "propose",
    data: { id: c.id, remediation: r.id },
  }));
}

/** The values of an object in one text. */
function heldText({ values }: ObjectValue, language: Language): string {
  const say = speaker(WORDS, language),
    texts = values.map((v) => wordsIn(v, language)),
    count = texts.length - SHOWN.addresses;
  if (texts.length === 0) return say("empty");
  return [...texts.slice(0, SHOWN.addresses), ...(count > 0 ? [say("more", { count })] : [])].join(", ");
}
const cells = (weight: "Default" | "Bolder", ...texts: string[]): Accounts["rows"][number] => ({
  cells: texts.map((text, i) => ({ text, weight: i === 0 ? "Bolder" : weight })),
});
/** Value by value; what differs is said in the first column. */
function accountsOf(first: ObjectInPlay, second: ObjectInPlay, language: Language): Accounts {
  const say = speaker(WORDS, language);
  const whats = [...new Set([...(first.holds ?? []), ...(second.holds ?? [])].map((v) => v.what))];
  const rows = whats.slice(0, SHOWN.values).map((what) => {
    const [own, other] = [first, second].map((o) => o.holds?.find((v) => v.what === what));
    const title = { what: valueTitleOf(what, language) };
    const marked = other?.differs === true ? say("differs", title) : title.what;
    const text = (value: ObjectValue | undefined): string => (value === undefined ? "–" : heldText(value, language));
    return cells(other?.differs === true ? "Bolder" : "Default", marked, text(own), text(other));
  });
  const where = (o: ObjectInPlay): string => wordsIn(o.where, language);
  const old = [first, second].map((o) => o.detail ?? o.name);
  return {
    rows: [
      cells("Bolder", say("value"), where(first), where(second)),
      ...(rows.length > 0 ? rows : [cells("Default", " ", ...old)]),
    ],
  };
}
/** What a further object holds that tells whom it belongs to. */
function otherText(o: ObjectInPlay, language: Language): NamedText {
  const told = (o.holds ?? []).map(
    (v) => `${v.differs === true ? "≠ " : ""}${valueTitleOf(v.what, language)}: ${heldText(v, language)}`,
  );
  return {
    name: `${wordsIn(o.where, language)}: ${o.name}`,
    text: told.length > 0 ? told.join(" · ") : (o.detail ?? ""),
  };
}
