/** Did it help? A fresh triage beside what was found before the repair: what is gone, what is new, and whether what was asked for is there. Pure. */
import {
  inEvery,
  told,
  type InEvery,
  type Value,
  type Words,
  type Confirmation,
  type Diagnosis,
  type Found,
  STAGES,
  type Finding,
  type Stage,
  type StageState,
  type Symptom,
} from "../domain";
import { mechanismOf } from "./causes";
import { isBenign } from "./rank";
import { wayTo } from "./stages";
import { stageTitleOf, textOf, titleOf } from "./words";

type Outcome = Omit<Confirmation, "at">;

const WORDS = {
  gone: { en: "Gone: {title}.", de: "Weg: {title}." },
  well: { en: "{stage}: {seen}.", de: "{stage}: {seen}." },
  still: { en: "Still so: {title}. {text}", de: "Immer noch: {title}. {text}" },
  unread: {
    en: "Whether this is gone could not be read: {title} ({why}).",
    de: "Ob dies weg ist, konnte nicht gelesen werden: {title} ({why}).",
  },
  new: { en: "New: {seen}.", de: "Neu: {seen}." },
  notThere: { en: "Not there yet: {stage}: {seen}.", de: "Noch nicht da: {stage}: {seen}." },
  notShown: { en: "Not shown: {stage}: {seen}.", de: "Nicht gezeigt: {stage}: {seen}." },
  untold: {
    en: "Not shown: {stage}: nothing that was read shows it.",
    de: "Nicht gezeigt: {stage}: Nichts, was gelesen wurde, zeigt es.",
  },
  doubled: {
    en: "The cloud still has {others} by the same name; whether that is this person, only a person can tell.",
    de: "Die Cloud hat unter demselben Namen noch {others}; ob das diese Person ist, weiß nur ein Mensch.",
  },
  next: { en: "{title}. {text}", de: "{title}. {text}" },
} as const satisfies Readonly<Record<string, Words>>;
const NOT_READ: Words = { en: "it could not be read", de: "es konnte nicht gelesen werden" };
/** In every language, since a look is kept and shown to whoever opens the case. */
const say = (key: keyof typeof WORDS, data: Readonly<Record<string, Value>>): InEvery => told(WORDS[key], data);

/**
 * Resolved only where the first cause was looked for and is gone, every stage that was asked about is shown well, and nothing new asks for an
 * explanation. Partly where the first cause alone is gone. What could not be read again is never gone. `wantsGone`: the object that was complained
 * of was to go, so that it stands nowhere is what was asked for. `others`: cloud-only users of the same name, who keep a person
 * doubled that was complained of as doubled.
 */
export function outcomeOf(
  before: Found,
  now: Diagnosis,
  { wantsGone = false, others = [] }: { readonly wantsGone?: boolean; readonly others?: readonly string[] } = {},
): Outcome {
  const { code } = before.rootCause,
    title = inEvery((language) => titleOf(code, language));
  const unread = whyUnread(before, now),
    [still] = now.findings.filter((f) => f.code === code && code !== "undetermined"),
    isGone = unread === undefined && still === undefined;
  const open = wantsGone ? [] : askedOf(now).filter((s) => s.state !== "well"),
    wereBroken = new Set((before.stages ?? []).filter((s) => s.state !== "well").map((s) => s.stage)),
    fresh = newSymptoms(before, now),
    came = fresh.filter((s) => s.scope === "subject"),
    runs = fresh.filter((s) => s.scope !== "subject"),
    isDoubled = others.length > 0 && (now.symptoms ?? []).some((s) => s.kind === "complaint" && s.about === "double"),
    faults = newFaults(before, now),
    isWell = open.length === 0 && faults.length === 0 && !isDoubled;
  const beside = now.findings.filter((f) => f !== still && f.code !== "undetermined" && !isBenign(f)).slice(0, BESIDE),
    texts = beside.map((f) =>
      say("next", { title: inEvery((l) => titleOf(f.code ?? code, l)), text: inEvery((l) => textOf(f, l)) }),
    );
  return {
    state: !isGone ? "unresolved" : isWell && came.length === 0 ? "resolved" : "partly",
    better: [
      ...(isGone && code !== "undetermined" ? [say("gone", { title })] : []),
      ...(now.stages ?? [])
        .filter((s) => s.state === "well" && wereBroken.has(s.stage))
        .map((s) => say("well", { stage: inEvery((l) => stageTitleOf(s.stage, l)), seen: seenOf(s.evidence) })),
    ],
    left: [
      ...(unread === undefined ? [] : [say("unread", { title, why: unread })]),
      ...(still === undefined ? [] : [say("still", { title, text: inEvery((l) => textOf(still, l)) })]),
      ...open.map(({ stage, state, evidence: [first] }) => {
        const name = inEvery((l) => stageTitleOf(stage, l));
        if (first === undefined) return say("untold", { stage: name });
        return say(state === "broken" ? "notThere" : "notShown", { stage: name, seen: first.text });
      }),
      ...(isDoubled ? [say("doubled", { others: others })] : []),
      ...came.map((s) => say("new", { seen: seenOf(s.evidence) })),
      ...(isWell ? [] : texts),
    ],
    notes: [...runs.map((s) => say("new", { seen: seenOf(s.evidence) })), ...(isWell ? texts : [])],
  };
}
/** Other faults that are worth a line. */
const BESIDE = 3;
/** The stages that the complaint is about. Whoever cannot sign in, or has no mailbox, asks for a licence as well. */
function askedOf({ stages = [], asked = "cloud-object", symptoms = [], kind }: Diagnosis): readonly StageState[] {
  // Nothing but its own arrival can be shown of a group, contact or device.
  const way = wayTo(stages, kind === undefined ? asked : "cloud-object");
  const isAboutSignIn = symptoms.some((s) => s.kind === "complaint" && s.about === "sign-in");
  return isAboutSignIn ? [...way, ...stages.filter((s) => s.stage === "services" && s.state === "broken")] : way;
}
const seenOf = (evidence: Symptom["evidence"]): Words => evidence[0]?.text ?? "";

/** Why the check that had found the first cause could not look again; undefined where it could. */
function whyUnread({ findings: [first] }: Found, now: Diagnosis): Words | undefined {
  const again = now.verdicts.find((f) => f.check === first?.check);
  return again?.verdict === "unknown" ? ((again.missing ?? [])[0]?.why ?? NOT_READ) : undefined;
}
/**
 * What asks for an explanation now and did not before: an error, a value that differs or is withheld. What lies behind the values, such as a missing
 * licence, is new only where it was asked about.
 */
function newSymptoms(before: Found, now: Diagnosis): Symptom[] {
  const known = new Set((before.symptoms ?? []).map(nameOf)),
    asked = new Set(askedOf(now).map((s) => s.stage));
  return (now.symptoms ?? []).filter(
    (s) =>
      s.kind !== "complaint" &&
      s.kind !== "break" &&
      (isUpToValues(s.stage) || asked.has(s.stage)) &&
      !known.has(nameOf(s)),
  );
}
/** Faults of the values that only show once the object has arrived; what rests on the message alone is as old as the message. */
const newFaults = (before: Found, now: Diagnosis): Finding[] =>
  now.findings.filter(
    ({ code, proof }) =>
      code !== undefined &&
      proof !== "told" &&
      mechanismOf(code).hits === "one" &&
      mechanismOf(code).stops.every((stage) => stage === "values") &&
      !before.findings.some((f) => f.code === code),
  );
const isUpToValues = (stage: Stage): boolean => STAGES.indexOf(stage) <= STAGES.indexOf("values");
const nameOf = ({ kind, about }: Symptom): string => `${kind} ${about}`;
