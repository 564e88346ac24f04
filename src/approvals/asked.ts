/** Who is asked to decide a plan: those around who may, and never more than a few. */
import type { Person } from "../domain/case";
import type { RiskClass } from "../domain/vocabulary";
import type { Authority } from "../ports";

/** Reads who is in the conversation; undefined where the channel does not tell. */
export type Around = () => Promise<readonly Person[] | undefined>;
/** How many people are called at most. */
export const MOST_ASKED = 3;
/** Of how many people the rights are read at most, and of how many at once: each costs a read of the directory. */
const LOOKED_AT = 24,
  AT_ONCE = 8;

/** Others than the requester who may decide a plan of this risk. Undefined where nobody can tell: no list of people, or none found among those looked at while there are more. */
export async function askedFor(
  authority: Authority,
  risk: RiskClass,
  by: Person,
  around: Around,
): Promise<readonly Person[] | undefined> {
  const members = await around();
  if (members === undefined) return undefined;
  const others = members.filter((m) => m.id !== by.id),
    asked: Person[] = [];
  for (let from = 0; from < Math.min(others.length, LOOKED_AT) && asked.length < MOST_ASKED; from += AT_ONCE) {
    const some = others.slice(from, Math.min(from + AT_ONCE, LOOKED_AT)),
      may = await Promise.all(some.map((p) => authority.authorise(risk, p)));
    asked.push(...some.filter((_, i) => may[i]?.allowed === true));
  }
  return asked.length === 0 && others.length > LOOKED_AT ? undefined : asked.slice(0, MOST_ASKED);
}
