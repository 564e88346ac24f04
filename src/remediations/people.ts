/** Everybody in play, and who belongs to whom. */
import { valueOr, type AdObject, type CloudUser, type FactSet } from "../domain";
import { sameText } from "../identity/address";
import { carries, linkOf, searchableAnchors } from "../identity/link";
import { holdersOf } from "../identity/holders";
import type { Person } from "../identity/person";

/** The person's AD account and everything related on that side. */
export const adObjectsOf = ({ ad, others }: Pick<Person, "ad" | "others">): AdObject[] =>
  ad === undefined ? [...others] : [ad, ...others];
/** The live cloud users that the AD object masters. */
export const mastered = ({ users, settings }: Pick<Person, "users" | "settings">, o: AdObject): CloudUser[] =>
  users.filter((u) => linkOf(settings, o, u) !== undefined);
/** The AD object that stands behind a cloud user, by link, or by an anchor that it bore under an earlier installation. */
export const masterOf = (person: Pick<Person, "ad" | "others" | "settings">, user: CloudUser): AdObject | undefined =>
  adObjectsOf(person).find(
    (o) =>
      linkOf(person.settings, o, user) !== undefined ||
      searchableAnchors(person.settings, o).some((a) => carries(user, a)),
  );
/** Ids of whatever holds the name or address on either side, but for the objects with the ids in `except`. */
export const holdersInPlay = (
  value: string,
  person: Pick<Person, "ad" | "others" | "users" | "deleted">,
  facts: Pick<FactSet, "entra.otherHolders">,
  except: readonly string[],
): string[] =>
  holdersOf(
    value,
    {
      cloudUsers: [...person.users, ...person.deleted],
      others: valueOr(facts["entra.otherHolders"], []),
      adObjects: adObjectsOf(person),
    },
    except,
  );
/** The domain belongs to the tenant and is proved. */
export const isVerified = (domains: FactSet["entra.domains"], domain: string): boolean =>
  valueOr(domains, []).some((d) => d.isVerified && sameText(d.id, domain));
