/** The words of findings, made when they are shown: a stored finding keeps ids and data. */
import { fill, isBlaming, wordsIn, type Diagnosis, type Finding, type Language, type Message } from "../domain";
import { CHECKS } from "../checks";
import { TITLES } from "./titles";

/** What the judge and the diagnosis themselves say, by message id. */
export const OWN_MESSAGES = {
  unknown: "Could not be checked: {missing}",
  crashed: "The check failed: {fault}",
  blind: {
    code: "undetermined",
    text: "The on-premises side could not be read, and the cloud side alone does not decide.",
    advice: [
      "Bring the agent on the sync server back (service running, outbound 443 to the relay open), then re-check.",
    ],
  },
  unread: {
    code: "undetermined",
    text: "Nothing that was read explains what was reported.",
    advice: ["Give the product the read rights that are named under what was not checked, then re-check."],
  },
  unexplained: {
    code: "undetermined",
    text: "Nothing that was read explains what was reported.",
    advice: [
      "Collect the object's connector space, metaverse and export error from the Synchronization Service Manager and hand the report to Microsoft support.",
    ],
  },
} as const satisfies Readonly<Record<string, Message>>;

const OWN: Readonly<Record<string, Message>> = OWN_MESSAGES;
const messages = new Map(CHECKS.map((c) => [c.id, c.messages] as const));
const messageOf = (f: Finding): Message | undefined => messages.get(f.check)?.[f.message] ?? OWN[f.message];

/** The sentence of a finding; its ids where a newer version no longer knows the message. */
export function textOf(f: Finding, language: Language = "en"): string {
  const m = messageOf(f);
  if (m === undefined) return `${f.check}: ${f.message}`;
  return fill(wordsIn(isBlaming(m) ? m.text : m, language), f.data);
}
/** What an admin does by hand about a finding. */
export function adviceOf(f: Finding, language: Language = "en"): string[] {
  const m = messageOf(f);
  return isBlaming(m) ? (m.advice ?? []).map((a) => fill(wordsIn(a, language), f.data)) : [];
}
export const titleOf = (code: Diagnosis["rootCause"]["code"], language: Language = "en"): string =>
  wordsIn(TITLES[code], language);
/** The sentence of the root cause. */
export const causeTextOf = (d: Diagnosis, language: Language = "en"): string =>
  d.findings[0] === undefined ? "" : textOf(d.findings[0], language);
/** Other findings that are worth a line beside the root cause. */
const BESIDE = 3;
/** The advice of the root cause, then of what stands beside it, each once. */
export function diagnosisAdvice(d: Diagnosis, language: Language = "en"): string[] {
  const [root, ...rest] = d.findings;
  return [
    ...new Set([
      ...(root === undefined ? [] : adviceOf(root, language)),
      ...rest.slice(0, BESIDE).flatMap((f) => {
        const { code } = f;
        return code === undefined ? [] : adviceOf(f, language).map((a) => `${titleOf(code, language)}: ${a}`);
      }),
    ]),
  ];
}
