/** Everybody in play, and who belongs to whom. */
import { valueOr, type AdObject, type CloudUser, type FactSet } from "../domain";
import { sameText } from "../identity/address";
import { adObjectsOf } from "../identity/free";
import { carries, linkOf, searchableAnchors } from "../identity/link";
import type { Person } from "../identity/person";

export { adObjectsOf, holdersInPlay, mastered } from "../identity/free";
/** The AD object that stands behind a cloud user, by link, or by an anchor that it bore under an earlier installation. */
export const masterOf = (person: Pick<Person, "ad" | "others" | "settings">, user: CloudUser): AdObject | undefined =>
  adObjectsOf(person).find(
    (o) =>
      linkOf(person.settings, o, user) !== undefined ||
      searchableAnchors(person.settings, o).some((a) => carries(user, a)),
  );
/** The domain belongs to the tenant and is proved. */
export const isVerified = (domains: FactSet["entra.domains"], domain: string): boolean =>
  valueOr(domains, []).some((d) => d.isVerified && sameText(d.id, domain));
