/** What an injection is: a known cause, put into a healthy world before the lab's cycles run on, and what may be answered. */
import type { Draft, Person } from "./draft";
import type { Wishes } from "./tenant";

/** What the admin complains of. `engine` names nobody. */
export type Complaint =
  | "missing"
  | "doubled"
  | "address"
  | "attribute"
  | "password"
  | "mailbox"
  | "sign-in"
  | "sign-in-name"
  | "gone"
  | "engine"
  | "quoted";
/** The answer of a made world. */
export interface Answer {
  readonly about: Person | null;
  readonly complaint: Complaint;
  /** The ask, where only one wording fits. */
  readonly says?: string;
  /** How the subject is named, where no account of AD names it. */
  readonly name?: string;
  /** Codes beside the injection's own that an expert would accept first for these facts. */
  readonly also?: readonly string[];
}
export interface Injection {
  /** The cause, by the vocabulary. */
  readonly code: string;
  /** Which of the cause's forms this is; unique within the code. */
  readonly form: string;
  readonly wishes?: Wishes;
  /** The maker has made equal facts from several causes: right is `undetermined`, or all of these named. */
  readonly undecidable?: readonly string[];
  /** Earliest and latest begin, ms before the ask. */
  readonly onset?: readonly [number, number];
  readonly make: (d: Draft) => Answer;
}
/** Injections of one kind: `object` is wrong with one person and shows at the next cycle, `engine` with everybody, `nothing` is no fault of sync. */
export interface Family {
  readonly kind: "object" | "engine" | "password" | "nothing";
  readonly injections: readonly Injection[];
}
