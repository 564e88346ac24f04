/** The shape of the guide: data only. Every node has an exit for every verdict, so no walk ends without a word. */
import type { ReadingId, RemediationId, RootCause, Stage, Verdict, Words } from "../domain";
import type { Command } from "./commands";

interface Base {
  readonly id: string;
  readonly title: Words;
  /** Why this is looked at, in our words. */
  readonly says: Words;
  /** What of the readings is shown here. */
  readonly shows: readonly ReadingId[];
  /** How to see it oneself: a command, or the way through a portal or a program. */
  readonly see: readonly (Command | Words)[];
  /** Where the product has moved on since the guide: what holds today. */
  readonly now?: Words;
}
/** `codes`: what a live look here may find; the checks that can name one of them answer for the node. */
export interface CheckNode extends Base {
  readonly kind: "check";
  readonly codes: readonly RootCause[];
  /** The stages that its title speaks of: it is in order only where each is shown well for this person. */
  readonly stages: readonly Stage[];
  /** The stages without which there is nothing to look at: where one is broken, or nothing was found of it, the step does not apply. */
  readonly rests: readonly Stage[];
  /** The readings of which a row that is a fault by itself speaks against the title. */
  readonly against: readonly ReadingId[];
  readonly next: Readonly<Record<Verdict, string>>;
}
/** What became of the request for approval that a step led to; `passed`: the person went on without one. */
export const OUTCOMES = ["done", "declined", "expired", "refused", "stale", "failed", "unknown", "passed"] as const;
export type Outcome = (typeof OUTCOMES)[number];
/** Leads to the repair that the finding suggests, or to its manual steps. */
export interface ProposeNode extends Base {
  readonly kind: "propose";
  readonly codes: readonly RootCause[];
  /** Offers these, where an answer chose them; else what the findings of its codes suggest. */
  readonly repairs?: readonly RemediationId[];
  readonly next: Readonly<Record<Outcome, string>>;
}
export interface AdviseNode extends Base {
  readonly kind: "advise";
  readonly next: string;
}
/** One answer to a question of the guide. */
export interface Choice {
  readonly id: string;
  readonly title: Words;
  readonly to: string;
}
export interface AskNode extends Base {
  readonly kind: "ask";
  readonly answers: readonly Choice[];
}
export interface EndNode extends Base {
  readonly kind: "end";
}
export type GuideNode = CheckNode | ProposeNode | AdviseNode | AskNode | EndNode;

export interface Chapter {
  readonly id: string;
  readonly title: Words;
  readonly nodes: readonly GuideNode[];
}

type Text = Omit<Base, "id" | "shows"> & { readonly shows?: readonly ReadingId[] };
type CheckText = Text & {
  readonly stages?: readonly Stage[];
  readonly rests?: readonly Stage[];
  readonly against?: readonly ReadingId[];
};

/** Every node that an exit leads to, once. */
export const exitsOf = (n: GuideNode): string[] => [
  ...new Set(
    n.kind === "check" || n.kind === "propose"
      ? Object.values(n.next)
      : n.kind === "advise"
        ? [n.next]
        : n.kind === "ask"
          ? n.answers.map((a) => a.to)
          : [],
  ),
];
const REPAIR = {
  title: { en: "Put it right", de: "In Ordnung bringen" },
  says: {
    en: "The repair for what was found at the step before, with its plan. Where none can be run for this person, what to do by hand.",
    de: "Die Reparatur für das, was im Schritt davor gefunden wurde, mit ihrem Plan. Wo keine ausgeführt werden kann: was von Hand zu tun ist.",
  },
} as const;
/** The exits of a repair that belongs to the step `of`; whoever passes it by goes on to `then`. */
const afterRepair = (of: string, then: string): ProposeNode["next"] => ({
  done: "confirm.presence",
  declined: "confirm.document",
  expired: of,
  refused: then,
  stale: of,
  failed: "end.escalate",
  unknown: "end.escalate",
  passed: then,
});
/** A checked node and the repair node that its `fail` leads to; all other verdicts go on to `then`. */
export const looked = (
  id: string,
  codes: readonly RootCause[],
  then: string,
  { shows = [], stages = [], rests = [], against = shows, ...text }: CheckText,
): readonly GuideNode[] => [
  {
    kind: "check",
    id,
    codes,
    stages,
    rests,
    against,
    shows,
    ...text,
    next: { pass: then, skip: then, unknown: then, warn: `${id}.repair`, fail: `${id}.repair` },
  },
  {
    kind: "propose",
    id: `${id}.repair`,
    codes,
    ...REPAIR,
    shows: [],
    see: [],
    next: afterRepair(id, then),
  },
];
/** A step that a person does by hand; the walk goes on to `then`. */
export const advised = (id: string, then: string, { shows = [], ...text }: Text): readonly GuideNode[] => [
  { kind: "advise", id, next: then, shows, ...text },
];
/** A question, and for each answer where it leads. */
export const asked = (id: string, answers: readonly Choice[], { shows = [], ...text }: Text): readonly GuideNode[] => [
  { kind: "ask", id, answers, shows, ...text },
];
/** A repair that an answer of the question `of` chose. */
export const chosen = (
  id: string,
  of: string,
  then: string,
  repairs: readonly RemediationId[],
  { shows = [], ...text }: Text,
): readonly GuideNode[] => [{ kind: "propose", id, codes: [], repairs, shows, ...text, next: afterRepair(of, then) }];
/** Where the walk ends in words. */
export const ended = (id: string, { shows = [], ...text }: Text): readonly GuideNode[] => [
  { kind: "end", id, shows, ...text },
];
/** One chapter of the guide, its nodes in the order of the walk. */
export const chapter = (id: string, title: Words, ...nodes: (readonly GuideNode[])[]): Chapter => ({
  id,
  title,
  nodes: nodes.flat(),
});
