/** The shape of the guide: data only. Every node has an exit for every verdict, so no walk ends without a word. */
import { wordsIn, type RootCause, type Verdict, type Words } from "../domain";

interface Base {
  readonly id: string;
  readonly title: Words;
  /** Why this is looked at, in our words. */
  readonly says: Words;
  /** How to see it oneself: a command or a portal path, the same in every language. */
  readonly see: readonly string[];
  /** Where the product has moved on since the guide: what holds today. */
  readonly now?: Words;
}
/** `codes`: what a live look here may find; the checks that can name one of them answer for the node. */
export interface CheckNode extends Base {
  readonly kind: "check";
  readonly codes: readonly RootCause[];
  readonly next: Readonly<Record<Verdict, string>>;
}
/** Leads to the repair that the finding suggests, or to its manual steps. */
export interface ProposeNode extends Base {
  readonly kind: "propose";
  readonly codes: readonly RootCause[];
  readonly next: Readonly<Record<"done" | "declined" | "expired" | "refused" | "stale" | "failed" | "unknown", string>>;
}
export interface AdviseNode extends Base {
  readonly kind: "advise";
  readonly next: string;
}
export interface AskNode extends Base {
  readonly kind: "ask";
  readonly answers: Readonly<Record<string, string>>;
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

type Text = Omit<Base, "id">;
/** The title of the repair node, made of the healthy state. */
const repairTitle = (healthy: Words): Words => {
  const title = wordsIn(healthy);
  return `Put it right: ${title.charAt(0).toLowerCase()}${title.slice(1)}`;
};
/** A checked node and the repair node that its `fail` leads to; all other verdicts go on to `then`. */
export const looked = (id: string, codes: readonly RootCause[], then: string, text: Text): readonly GuideNode[] => [
  {
    kind: "check",
    id,
    codes,
    ...text,
    next: { pass: then, skip: then, unknown: then, warn: `${id}.repair`, fail: `${id}.repair` },
  },
  {
    kind: "propose",
    id: `${id}.repair`,
    codes,
    title: repairTitle(text.title),
    see: [],
    says: "The repair for what was found here, with its plan. Where no repair can be run for you, the exact steps and a re-check.",
    next: {
      done: "confirm.presence",
      declined: "confirm.document",
      expired: id,
      refused: then,
      stale: id,
      failed: "end.escalate",
      unknown: "end.escalate",
    },
  },
];
/** A step that a person does by hand; the walk goes on to `then`. */
export const advised = (id: string, then: string, text: Text): readonly GuideNode[] => [
  { kind: "advise", id, next: then, ...text },
];
/** One chapter of the guide, its nodes in the order of the walk. */
export const chapter = (id: string, title: Words, ...nodes: (readonly GuideNode[])[]): Chapter => ({
  id,
  title,
  nodes: nodes.flat(),
});
