/** How well an ask names an object: a score, and by what it was hit. Pure. */
import type { AdObject, Ask, CloudObject, CloudUser } from "../domain";
import { bareAddress, liveUpnOf, localPartOf, namesOf, sameText } from "../identity/address";
import { anchorsOf, guidOfImmutableId } from "../identity/anchor";
import { canonicalNameOf, sameDn } from "../identity/dn";
import { fold } from "../identity/same-person";

export interface Hit {
  readonly score: number;
  readonly why: string;
}
/** What of an ask says whom it means. */
export type Wording = Pick<Ask, "text" | "terms"> & Partial<Pick<Ask, "topics">>;
/** Below a sign-in name: an id beside one is mostly of the object that an error names. */
const BY_ID: Hit = { score: 98, why: "id" };
const NO_HIT: Hit = { score: 0, why: "" };

/** What an object is called, whichever side it stands on. */
export interface Named {
  readonly upn: string | null;
  /** UPN, mail and addresses, bare. */
  readonly names: readonly string[];
  readonly sam: string | null;
  readonly nick: string | null;
  readonly display: string | null;
  readonly given: string | null;
  readonly surname: string | null;
  readonly department: string | null;
  /** Other identifiers that mean exactly this object. */
  readonly ids: readonly string[];
}
const filled = (...values: readonly (string | null | undefined)[]): string[] =>
  values.filter((v): v is string => typeof v === "string" && v !== "");
export const namedInAd = (o: AdObject): Named => ({
  upn: o.userPrincipalName ?? null,
  names: namesOf(o),
  sam: o.sAMAccountName ?? null,
  nick: o.mailNickname ?? null,
  display: o.displayName ?? o.cn ?? null,
  given: o.givenName ?? null,
  surname: o.sn ?? null,
  department: o.department ?? null,
  ids: filled(o.objectGUID, o["mS-DS-ConsistencyGuid"], ...anchorsOf(o), o.objectSid, o.dn, canonicalNameOf(o.dn)),
});
export const namedInCloud = (u: CloudUser): Named => ({
  upn: liveUpnOf(u.userPrincipalName),
  names: namesOf(u),
  sam: u.onPremisesSamAccountName ?? null,
  nick: u.mailNickname ?? null,
  display: u.displayName ?? null,
  given: u.givenName ?? null,
  surname: u.surname ?? null,
  department: u.department ?? null,
  ids: filled(
    u.onPremisesUserPrincipalName,
    u.id,
    u.onPremisesImmutableId,
    guidOfImmutableId(u.onPremisesImmutableId),
    u.onPremisesSecurityIdentifier,
  ),
});

export const namedInObject = (o: CloudObject): Named => ({
  upn: null,
  names: namesOf(o),
  sam: o.onPremisesSamAccountName ?? null,
  nick: o.mailNickname ?? null,
  display: o.displayName ?? null,
  given: null,
  surname: null,
  department: null,
  ids: filled(o.id, o.deviceId),
});

const tokens = (s: string | null | undefined): string[] =>
  fold(s ?? "")
    .split(/[^\p{L}\p{N}]+/u)
    .filter((t) => t !== "");

function byUpn(n: Named, upn: string): Hit {
  if (sameText(n.upn, upn)) return { score: 100, why: "sign-in name" };
  if (n.ids.some((id) => sameText(id, upn))) return { score: 95, why: "on-premises sign-in name" };
  if (n.names.includes(bareAddress(upn))) return { score: 85, why: "address" };
  return sameText(n.sam, localPartOf(upn)) ? { score: 45, why: "account name" } : NO_HIT;
}
/** The account name of a computer or service account without its `$`, which people leave out. */
const bareAccount = (sam: string | null): string | null => sam?.replace(/\$$/, "") ?? null;
function byAccountName(n: Named, sam: string, text: string): Hit {
  // `DOMAIN\name` and names with digits or dots are nobody's first name.
  const sure = text.toLowerCase().includes(`\\${sam}`) || /[._\d-]/.test(sam);
  const score = sure ? 75 : 65;
  if (sameText(bareAccount(n.sam), bareAccount(sam))) return { score, why: "account name" };
  if (sameText(n.nick, sam)) return { score: score - 5, why: "alias" };
  return n.upn !== null && localPartOf(n.upn) === sam ? { score: score - 5, why: "sign-in name's first part" } : NO_HIT;
}
function byName(n: Named, name: string): Hit {
  const wanted = tokens(name);
  if (wanted.length === 0) return NO_HIT;
  const display = tokens(n.display);
  const parts = tokens(`${n.given ?? ""} ${n.surname ?? ""}`);
  const has = wanted.every((w) => display.includes(w) || parts.includes(w));
  if (wanted.length === 1)
    return has ? { score: wanted.join("").length > 2 ? 25 : 10, why: "part of the name" } : NO_HIT;
  if (fold(n.display ?? "") === wanted.join(" ")) return { score: 72, why: "display name" };
  return has ? { score: 60, why: "name" } : NO_HIT;
}
/** Several single words that together make the name ("Hana … Sato"). */
function byScatteredWords(n: Named, names: readonly string[]): Hit {
  const words = names.flatMap(tokens);
  return tokens(n.display).filter((d) => words.includes(d)).length >= 2 ? { score: 58, why: "name" } : NO_HIT;
}

/** Of a canonical name the ask holds all that follows as well. */
const isSameId = (own: string, asked: string): boolean =>
  sameText(own, asked) ||
  (own.includes("=") && asked.includes("=") && sameDn(own, asked)) ||
  (own.includes("/") && fold(`${asked} `).startsWith(`${fold(own)} `));

/** The best hit of an ask on an object; a department that was named as well adds to it. */
export function hitOn(n: Named, { terms, text }: Wording): Hit {
  const hits = [
    ...terms.upns.map((u) => byUpn(n, u)),
    ...terms.sams.map((s) => byAccountName(n, s, text)),
    ...terms.names.map((name) => byName(n, name)),
    byScatteredWords(n, terms.names),
  ];
  const best = hits.reduce((a, b) => (b.score > a.score ? b : a), NO_HIT);
  const department = fold(n.department ?? "");
  const located = best.score > 0 && department !== "" && terms.departments.some((d) => department.includes(fold(d)));
  const found = located ? { score: best.score + 8, why: `${best.why}, department` } : best;
  const exact = terms.ids.some((id) => n.ids.some((own) => isSameId(own, id)));
  return exact && found.score < BY_ID.score ? BY_ID : found;
}
