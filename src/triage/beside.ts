/**
 * Asked why a person is not in a group, the group is judged as well: the same checks, with the group in the person's place. What they find names
 * the group, and is advice: no plan of this case touches another object than the person. Pure.
 */
import { absent, seen, valueOr, type AnyCheck, type Fact, type FactSet, type Finding } from "../domain";
import { chainOf } from "../identity/chain";

/** The facts with the group that was named beside the person in its place; undefined where none was, or it is not in Active Directory. */
export function factsOfGroup(facts: FactSet): FactSet | undefined {
  const group = valueOr(facts["ad.group"], undefined),
    chains = facts["cs.relatedChains"];
  if (group === undefined && facts["entra.group"].state !== "seen") return undefined;
  const none = absent({ system: "ask", via: "it is about a group" });
  const chain = group === undefined ? undefined : chainOf(group, chains);
  const within = <T>(fact: Fact<unknown>, value: T | undefined): Fact<T> =>
    fact.state === "unreadable" ? fact : value === undefined ? absent(fact.from) : seen(value, fact.from);
  return {
    ...facts,
    "ad.user": facts["ad.group"],
    "ad.group": none,
    "ad.deleted": within(facts["ad.deleted"], []),
    "cs.chain": within(chains, chain),
    "entra.user": none,
    "entra.relatedUsers": within(facts["entra.relatedUsers"], []),
    "entra.deletedUsers": within(facts["entra.deletedUsers"], []),
    "entra.otherHolders": within(facts["entra.otherHolders"], []),
    "entra.mailboxSettings": none,
    "entra.object": facts["entra.group"],
    "entra.group": none,
    "entra.syncBehavior": facts["entra.groupBehavior"],
  };
}
/** The checks that look at an object rather than at the tenant or the server. */
export const looksAtObject = ({ needs }: AnyCheck): boolean =>
  needs.some((k) => k === "ad.user" || k === "entra.syncBehavior");
/** What of the findings about a group says why the person is not in it. */
export const ofGroup = (findings: readonly Finding[]): Finding[] =>
  findings.flatMap(({ proposal: _proposal, ...f }) =>
    f.code !== undefined && f.verdict === "fail" && ["shown", "expected"].includes(f.standing ?? "shown")
      ? [{ ...f, suggests: [] }]
      : [],
  );
