/** The table of sentences: what each should lead to, and what it was read as. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { INTENTS, readMessage, type Intent } from "../../src/intents/intent";
import { parseAsk } from "../../src/triage/ask";
import { peopleIn } from "../../src/triage/people";

const sentence = z.object({
  text: z.string(),
  intent: z.enum(INTENTS),
  subjects: z.array(z.string()),
  language: z.string(),
  by: z.string(),
});
/** `by`: "apart" for whoever had not read how messages are read. */
export type Sentence = z.infer<typeof sentence>;
/** The sentences as they were committed. */
export const sentences = (): Sentence[] =>
  z.array(sentence).parse(JSON.parse(readFileSync(join("test", "intents", "sentences.json"), "utf8")));

/** Of all sentences, and of those by each author. */
export const GOAL = 0.97;
export interface Row extends Sentence {
  readonly read: Intent;
  /** Expected subjects that are not found by exactly one ask. */
  readonly lost: readonly string[];
  /** Asks that look for none of the expected subjects, where some are expected. */
  readonly strange: readonly string[];
}
const plain = (text: string): string => text.toLowerCase().replaceAll("’", "'").replace(/[\s]+/gu, " ").trim();
/** The ways in which a subject may stand among the terms of an ask: itself, the account without its domain, the name turned about. */
function formsOf(subject: string): string[] {
  const bare = subject.replace(/^.*\\/u, ""),
    turned = /^([^,=]+), ([^,=]+)$/u.exec(subject);
  return [
    subject,
    bare,
    ...(turned === null ? [] : [`${turned[2]} ${turned[1]}`]),
    ...(/^CN=([^,]+),/iu.exec(subject)?.slice(1) ?? []),
  ].map(plain);
}
function looksFor(ask: string, subject: string): boolean {
  const { terms } = parseAsk(ask),
    all = [...terms.upns, ...terms.sams, ...terms.names, ...terms.ids].map(plain);
  return formsOf(subject).some((f) => all.includes(f));
}
/** Intents whose sentence is triaged. */
const TRIAGED: readonly Intent[] = ["person", "group"];

/** Reads one sentence. */
export function rowOf(s: Sentence): Row {
  const { intent, body, names } = readMessage(s.text);
  if (!TRIAGED.includes(s.intent)) {
    const lost = s.subjects.filter((x) => !names.some((n) => formsOf(x).includes(plain(n))));
    return { ...s, read: intent, lost, strange: [] };
  }
  const asks = peopleIn(body).people.map((p) => p.text),
    found = (x: string): string[] => asks.filter((a) => looksFor(a, x));
  return {
    ...s,
    read: intent,
    lost: s.subjects.filter((x) => found(x).length !== 1),
    strange: asks.filter((a) => !s.subjects.some((x) => looksFor(a, x))),
  };
}
export const isRight = (r: Row): boolean => r.read === r.intent;
/** It named nobody, and people were looked for. */
export const isClaim = (r: Row): boolean => r.subjects.length === 0 && TRIAGED.includes(r.read);
