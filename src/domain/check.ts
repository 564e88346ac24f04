import type { WritableAttribute } from "./command";
import type { Fact, Readable, SourceRef } from "./fact";
import type { FactKey, Facts, FactSet } from "./facts";
import type { Value } from "./pii";
import type { Confidence, RemediationId, RootCause, Verdict } from "./vocabulary";
import type { Language } from "./language";
import { wordsIn, type Words } from "./words";

/**
 * How a claim stands to the question "why is this user missing" (the ranking rule of the root-cause vocabulary):
 * - `shown`: the evidence ties the fault to this user, and the engine or the cloud has met it (an error on the object, a break in its chain, two objects in the cloud).
 * - `blocking`: nobody syncs while it lasts.
 * - `expected`: it is about this user, but could not yet have shown itself.
 * - `degrading`: it hurts in general, not shown to be why this user is missing.
 * - `benign`: nothing is broken.
 */
export type Standing = "shown" | "blocking" | "expected" | "degrading" | "benign";

/**
 * How a claim is proved; the judge makes the confidence of it, no check does.
 * - `stated`: the system names the fault itself (an error code on the object, a run's result).
 * - `measured`: read, and the mechanism by which it stops the user is known.
 * - `timed`: fits the order of events, or is the likeliest of several readings.
 * - `eliminated`: the only one left.
 * - `told`: only what was asked says so.
 */
export type Proof = "stated" | "measured" | "timed" | "eliminated" | "told";

/** One piece of proof: what was seen, in every language, and where. */
export interface Evidence {
  readonly text: Words;
  readonly source: string;
}
/** The value that would mend the fault, and of which object: what a remediation may write without guessing. `value: null` clears the attribute. */
export interface Proposal {
  /** objectGUID of the AD object. */
  readonly object: string;
  readonly attribute: WritableAttribute;
  readonly value: string | readonly string[] | null;
  /** Why this value, for the person who chooses. */
  readonly why?: Words;
  /** Written back after a cycle: the write is a touch. */
  readonly back?: readonly string[];
}

/** A message that blames: its root cause, its words, and what an admin does by hand (exact steps; placeholders as in `text`). */
export interface MessageSpec {
  readonly code: RootCause;
  readonly text: Words;
  readonly advice?: readonly Words[];
}
/** A message of a check: blaming, or plain words. */
export type Message = MessageSpec | Words;
export const isBlaming = (m: Message | undefined): m is MessageSpec => typeof m === "object" && "code" in m;

/** What a check returns: it claims, the judge concludes. The cause that a claim blames is its message's code. */
export interface Claim<M extends string> {
  readonly verdict: Exclude<Verdict, "unknown">;
  readonly message: M;
  readonly data?: Readonly<Record<string, Value>>;
  readonly evidence?: readonly Evidence[];
  /** Without it a blaming claim counts as `measured`. */
  readonly proof?: Proof;
  readonly standing?: Standing;
  /** Since when the fault has lasted, where a fact tells: ISO 8601 UTC. */
  readonly since?: string;
  /** What speaks against the claim. */
  readonly against?: readonly Evidence[];
  /** Facts that would settle it. */
  readonly settles?: readonly FactKey[];
  /** Other causes that this one would be an effect of. */
  readonly effectOf?: readonly RootCause[];
  readonly suggests?: readonly RemediationId[];
  readonly proposal?: Proposal;
  /** Other values that would mend it as well; the proposal is the one to recommend. */
  readonly alternatives?: readonly Proposal[];
}

/** What a check is given: readable facts that it needs, the others as they are. */
export type Given<K extends FactKey, W extends FactKey = never> = { readonly [P in K]: Readable<Facts[P]> } & {
  readonly [P in W]: Fact<Facts[P]>;
};
export interface Check<Person, K extends FactKey = FactKey, W extends FactKey = never, M extends string = string> {
  /** `<area>.<object-and-fault>`, the file's path below `checks/`; audit records hold it, so it is never renamed. */
  readonly id: string;
  /** The healthy state. */
  readonly title: Words;
  /** The guide node that asks for it. */
  readonly guide: string;
  readonly docs?: readonly string[];
  /** Facts without which it is not called: unreadable → verdict `unknown`. */
  readonly needs: readonly K[];
  /** Facts that it can do without; they reach it as they are. */
  readonly wants?: readonly W[];
  readonly messages: { readonly [P in M]: Message };
  /** May return several claims: one check may blame several codes. */
  evaluate(facts: Given<K, W>, person: Person): Claim<NoInfer<M>> | readonly Claim<NoInfer<M>>[];
}
/** A check with its type parameters forgotten, as the judge keeps it. */
export interface AnyCheck {
  readonly id: string;
  readonly title: Words;
  readonly guide: string;
  readonly docs?: readonly string[];
  readonly needs: readonly FactKey[];
  readonly wants?: readonly FactKey[];
  readonly messages: Readonly<Record<string, Message>>;
  evaluate(facts: FactSet, person: unknown): Claim<string> | readonly Claim<string>[];
}

/**
 * What keeps a claim from being certain: `proof` – it fits, and is neither stated nor measured; `unread` – a fact near to it could not be read;
 * `open` – something at its stage or upstream is left unexplained; `rival` – another claim explains as much.
 */
export type Doubt = "proof" | "unread" | "open" | "rival";

/** A claim as it was judged. It keeps ids and data; its words are made when it is shown (`triage/words.ts`). */
export interface Finding extends Omit<Claim<string>, "verdict" | "data" | "evidence" | "suggests"> {
  /** Id of the check, or `undetermined` where no check blames anything. */
  readonly check: string;
  /** The guide node that the check answers for. */
  readonly guide?: string;
  readonly verdict: Verdict;
  readonly code?: RootCause;
  readonly confidence?: Confidence;
  /** Why it is not certain. */
  readonly doubts?: readonly Doubt[];
  readonly data: Readonly<Record<string, Value>>;
  readonly evidence: readonly Evidence[];
  readonly suggests: readonly RemediationId[];
  /** For `unknown`: the root causes that could not be judged. */
  readonly open?: readonly RootCause[];
  /** For `unknown`: which facts could not be read, and why. */
  readonly missing?: readonly { readonly fact: FactKey; readonly why: string }[];
}
/** Cites what a text was read from: a fact in any state, or its source; undefined where it is not known. */
export const cite = (text: Words, from: SourceRef | Fact<unknown> | undefined): Evidence => {
  const ref = from === undefined || "system" in from ? from : from.from;
  return { text, source: ref === undefined ? "?" : `${ref.system}: ${ref.via}` };
};
/** The systems that values are read from, by the names that an admin knows. */
const SYSTEMS: Readonly<Record<string, Words>> = {
  entra: "Microsoft Graph",
  premises: { en: "on premises", de: "lokal" },
  ask: { en: "the message", de: "die Nachricht" },
};
/** `entra: GET /users` by the name of the system. */
function sourceIn(source: string, language: Language): string {
  const [, system = "", via = source] = /^(\w+): (.*)$/s.exec(source) ?? [];
  const name = SYSTEMS[system];
  return name === undefined ? source : `${wordsIn(name, language)}: ${via}`;
}
/** Evidence as a reader of one language sees it. */
export const evidenceIn = (
  evidence: readonly Evidence[],
  language: Language = "en",
): { readonly text: string; readonly source: string }[] =>
  evidence.map(({ text, source }) => ({ text: wordsIn(text, language), source: sourceIn(source, language) }));
/** Both say the same. */
export const sameWords = (a: Words, b: Words): boolean => wordsIn(a) === wordsIn(b);
