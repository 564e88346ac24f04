/** What stands in Teams in one conversation, by what the fake connector wrote down: every message with all that it ever showed. */
import { buttonsOf, cardOf, wordsOf, type Call, type FakeConnector } from "../support/fake-connector";

export type MessageKind = "plan" | "case" | "confirmation" | "report" | "follow-up" | "progress" | "other";
/** A message: `of` is the id of the approval or the case that it is about, as a button named it last. */
export interface Shown {
  readonly activityId: string;
  readonly kind: MessageKind;
  readonly of: string | undefined;
  /** The body as it was posted, in JSON. */
  readonly posted: string;
  /** What a person reads on it now. */
  readonly words: string;
  readonly card: unknown;
  /** The verbs of its buttons now. */
  readonly verbs: readonly string[];
}
const textOf = (body: any): string => [body?.text ?? "", wordsOf(cardOf(body))].join("\n").trim();
const idOn = (cards: readonly unknown[], verbs: readonly string[]): string | undefined =>
  cards
    .flatMap(buttonsOf)
    .filter((b) => verbs.includes(b.verb))
    .map((b) => String(b.data["id"]))
    .at(-1);

/** Oldest first. */
export function messagesIn(connector: FakeConnector, conversation: string): Shown[] {
  const histories = new Map<string, Call[]>();
  for (const c of connector.calls)
    if (c.conversation === conversation && c.status === 200)
      histories.set(c.activityId, [...(histories.get(c.activityId) ?? []), c]);
  return [...histories].map(([activityId, calls]) => shownOf(activityId, calls));
}
function shownOf(activityId: string, calls: readonly Call[]): Shown {
  const cards = calls.map((c) => cardOf(c.body)),
    card = cards.at(-1),
    words = textOf(calls.at(-1)?.body),
    ever = calls.map((c) => textOf(c.body)).join("\n");
  const plan = idOn(cards, ["approve", "decline"]),
    ofCase = idOn(cards, ["walk", "propose"]);
  const [kind, of]: [MessageKind, string | undefined] =
    plan !== undefined
      ? ["plan", plan]
      : /Incident report/.test(ever)
        ? ["report", undefined]
        : /^Follow-up/m.test(ever)
          ? ["follow-up", undefined]
          : ofCase !== undefined
            ? ["case", ofCase]
            : /^(✓ Resolved|✗ Not resolved|◐|Partly)/m.test(ever)
              ? ["confirmation", idOn(cards, ["report", "diagnosis"])]
              : /Before → after|Asked for by/.test(ever)
                ? ["plan", undefined]
                : /Looking into it/.test(ever)
                  ? ["progress", undefined]
                  : ["other", undefined];
  return {
    activityId,
    kind,
    of,
    posted: JSON.stringify(calls[0]?.body),
    words,
    card,
    verbs: buttonsOf(card).map((b) => b.verb),
  };
}
