/** Tying a cloud user to an AD account: what forbids it to a tool (security reference, table M), and the writes that do it. */
import { told, type Words, type InEvery } from "../domain";
import {
  valueOr,
  type AdObject,
  type CloudUser,
  type EntraCommand,
  type FactSet,
  type Readable,
  type RoleHolding,
} from "../domain";
import { liveUpnOf, localPartOf, sameText, suffixOf } from "../identity/address";
import { isGuest } from "../identity/holders";
import { comparePerson, sayTraits } from "../identity/same-person";

const NOTHING: InEvery = { en: "nothing", de: "nichts" };
/** Why a tool must not tie the cloud user to the AD account: a role, another mapping, a guest, another person. Undefined where nothing forbids it. */
export function whyNoMatch(roles: Readable<RoleHolding[]>, ad: AdObject, cloud: CloudUser): Words | undefined {
  const who = liveUpnOf(cloud.userPrincipalName);
  const held = valueOr(roles, []).filter((r) => r.principalId === cloud.id);
  if (held.length > 0)
    return told(
      {
        en: "{holding, select, active {{who} holds {roles}.} other {{who} is eligible for {roles}.}} A privileged account is never matched by a tool: a person takes the role off, lets it match, and gives it back.",
        de: "{holding, select, active {{who} hat die Rolle {roles}.} other {{who} ist berechtigt für {roles}.}} Ein privilegiertes Konto gleicht kein Werkzeug je ab: Ein Mensch nimmt die Rolle weg, lässt es abgleichen und gibt sie zurück.",
      },
      { holding: held.some((r) => !r.eligible) ? "active" : "eligible", who, roles: held.map((r) => r.role) },
    );
  const mapped = cloud.onPremisesObjectIdentifier?.trim() ?? "";
  if (mapped !== "" && !sameText(mapped, ad.objectGUID))
    return told(
      {
        en: "{who} is mapped to another AD object (onPremisesObjectIdentifier {mapped}). Compare both persons first; the mapping is taken off by a person.",
        de: "{who} ist einem anderen AD-Objekt zugeordnet (onPremisesObjectIdentifier {mapped}). Vergleichen Sie zuerst beide Personen; die Zuordnung nimmt ein Mensch weg.",
      },
      { who, mapped },
    );
  if (isGuest(cloud))
    return told(
      { en: "{who} is a guest; guests are not matched.", de: "{who} ist ein Gast; Gäste werden nicht abgeglichen." },
      { who },
    );
  const { agree, contradict, same } = comparePerson(ad, cloud);
  if (contradict.length > 0)
    return told(
      {
        en: "{who} may be a different person: {count, plural, one {{traits} differs} other {{traits} differ}}.",
        de: "{who} kann eine andere Person sein: verschieden {count, plural, one {ist} other {sind}} {traits}.",
      },
      { who, count: contradict.length, traits: sayTraits(contradict) },
    );
  return same
    ? undefined
    : told(
        {
          en: "It is not shown that {who} is the same person: two independent identifiers must agree. What agrees: {traits}.",
          de: "Es zeigt sich nicht, dass {who} dieselbe Person ist: Zwei unabhängige Merkmale müssen übereinstimmen. Es stimmt überein: {traits}.",
        },
        { who, traits: agree.length === 0 ? NOTHING : sayTraits(agree) },
      );
}
/** The identifiers by which the two are one person, for the card. */
export const samePersonShown = (ad: AdObject, cloud: CloudUser): Words =>
  told(
    { en: "Same person shown by: {traits}.", de: "Dass es dieselbe Person ist, zeigen: {traits}." },
    { traits: sayTraits(comparePerson(ad, cloud).agree) },
  );
/** True where the tenant refuses take-over by hard match. */
export const takeoverBlocked = (synchronization: Readable<{ features: Record<string, boolean | null | undefined> }>) =>
  valueOr(synchronization, undefined)?.features.blockCloudObjectTakeoverThroughHardMatchEnabled === true;
/** Most licences first: the account that people work with. */
export const byLicences = (a: CloudUser, b: CloudUser): number =>
  (b.assignedLicenses?.length ?? 0) - (a.assignedLicenses?.length ?? 0);

/** Writes the anchor. In a federated domain Graph refuses that, so the sign-in name goes to the initial domain for the moment of the write (Graph reference §7). */
export function anchorWrites(domains: FactSet["entra.domains"], target: CloudUser, anchor: string): EntraCommand[] {
  const set = (what: (EntraCommand & { kind: "update-user" })["set"]): EntraCommand => ({
    system: "entra",
    kind: "update-user",
    id: target.id,
    set: what,
  });
  const write = set({ onPremisesImmutableId: anchor });
  const upn = liveUpnOf(target.userPrincipalName);
  const known = valueOr(domains, []);
  const initial = known.find((d) => d.isInitial === true)?.id;
  const isFederated = known.some((d) => sameText(d.id, suffixOf(upn)) && d.authenticationType === "Federated");
  return initial === undefined || !isFederated
    ? [write]
    : [set({ userPrincipalName: `${localPartOf(upn)}.moving@${initial}` }), write, set({ userPrincipalName: upn })];
}
