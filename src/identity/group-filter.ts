/** Group filtering: the pilot group that limits who syncs (adsync reference §6.1). */
import type { AdObject } from "../domain";
import { sameDn } from "./dn";

/** Group filtering counts direct members only; a nested group does not count. */
export const isDirectMember = (ad: AdObject, group: { dn: string; members: readonly string[] }): boolean =>
  group.members.some((m) => sameDn(m, ad.dn)) || (ad.memberOf ?? []).some((g) => sameDn(g, group.dn));
