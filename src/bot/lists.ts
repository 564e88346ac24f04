/** Lists of people that one message named: kept until long after they were looked into, so that each line follows its case, and none is lost by a restart. */
import { z } from "zod";
import { LANGUAGES, languageOf, told, type InEvery } from "../domain";
import { peopleCard, peopleView, type Listed } from "../cards/people";
import type { Card } from "../cards/render";
import type { CaseService, OpenResult } from "../cases/contract";
import type { ConversationStore } from "../ports";
import { placeSchema, referenceSchema } from "./messages";
import { person, type LineOfList } from "./under-way";

const words = z.record(z.enum(LANGUAGES), z.string()).transform((w) => w as InEvery);
/** How one of them ended where no case came of it. */
const end = z.discriminatedUnion("kind", [
  z.object({ kind: z.enum(["none", "unread", "several"]) }),
  z.object({ kind: z.literal("failed"), says: words }),
]);
const listed = z.object({
  /** Of the case that it leads to. */
  id: z.string(),
  name: z.string(),
  text: z.string(),
  end: end.optional(),
});
const list = z.object({
  reference: referenceSchema,
  /** Its card; absent until Teams has answered to the first one. */
  place: placeSchema.optional(),
  by: person,
  conversationId: z.string(),
  people: z.array(listed),
  later: z.array(z.object({ name: z.string(), text: z.string() })),
  isGoneOn: z.boolean(),
  unread: z.number().int(),
});
export type PeopleRecord = z.output<typeof list>;
export type ListedPerson = PeopleRecord["people"][number];
export type ListedEnd = z.output<typeof end>;

/** How a line ends where no case came of it. */
export function endOf(opened: Exclude<OpenResult, { kind: "case" }>): ListedEnd {
  switch (opened.kind) {
    case "choose":
      return { kind: "several" };
    case "none":
      return { kind: opened.unread > 0 || opened.places.some((p) => p.unread !== undefined) ? "unread" : "none" };
    case "refused":
      return { kind: "failed", says: told(opened.says) };
  }
}

/** The lists of one bot, by their keys. */
export class PeopleLists {
  constructor(
    private readonly store: ConversationStore,
    private readonly service: Pick<CaseService, "get">,
  ) {}
  async get(key: string): Promise<PeopleRecord | undefined> {
    return list.safeParse(await this.store.get("people", key)).data;
  }
  /** False where a list stands under the key already. */
  async begin(key: string, record: PeopleRecord): Promise<boolean> {
    return (await this.store.change("people", key, (before) => before ?? record)) === undefined;
  }
  /** The list as it was before; undefined where there is none. */
  async change(key: string, change: (l: PeopleRecord) => PeopleRecord): Promise<PeopleRecord | undefined> {
    const before = await this.store.change("people", key, (b) => {
      const l = list.safeParse(b);
      return l.success ? change(l.data) : b;
    });
    return list.safeParse(before).data;
  }
  /** Changes one line. */
  async note({ list: key, at }: LineOfList, change: (p: ListedPerson) => ListedPerson): Promise<void> {
    await this.change(key, (l) => ({ ...l, people: l.people.map((p, i) => (i === at ? change(p) : p)) }));
  }
  async forget(key: string): Promise<void> {
    await this.store.change("people", key, () => undefined);
  }
  /** The card of a list as everybody on it stands now; undefined where there is no such list. */
  async card(key: string): Promise<Card | undefined> {
    const l = await this.get(key);
    if (l === undefined) return undefined;
    const people = await Promise.all(l.people.map(async (p) => ({ name: p.name, is: await this.#stateOf(p) })));
    return peopleCard(peopleView({ ...l, key, people, later: l.later.map((p) => p.name) }, languageOf(l.by)));
  }
  async #stateOf({ id, end: ended }: ListedPerson): Promise<Listed> {
    const c = await this.service.get(id);
    return c !== undefined ? { kind: "case", case: c } : (ended ?? { kind: "waiting" });
  }
}
