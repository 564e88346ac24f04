/**
 * What the service does with an object that sync sends: which user it becomes, which values are withheld, or why it is refused (Graph reference
 * §2, §6; adsync reference §4.2, §4.3). Nothing is changed here; `writeArrival` does that.
 */
import type { World } from "../scenario";
import { cloudNamesOf, isTooLarge, malformedAttributeOf } from "./export-format";
import { addressHolderOf, AMONG_LIVE, otherKindHolderOf, signInNameHolderOf, type Holder } from "./holders";
import { hardMatchOf, softMatchOf, type HardBlock, type SoftMatch } from "./matching";
import { liveSignInNameOf } from "./recycle-bin";
import { featureOf, initialDomainOf, isFederated } from "./tenant";
import { addressOf, domainPartOf, isSmtp, localPartOf, primaryOf, sameText } from "./text";

type User = World["cloud"]["users"][string];
type AdAttributes = World["premises"]["directory"]["forests"][string]["objects"][string];
/** An AD object as sync sends it; `sent` is its sign-in name before the cloud looks at it. */
export interface Sent {
  readonly object: AdAttributes;
  readonly dn: string;
  readonly anchor: string;
  readonly sent: string;
}
export interface Withheld {
  readonly propertyCausingError: "UserPrincipalName" | "ProxyAddresses";
  readonly value: string;
}
/** The names of the export error catalogue; `holder` is the object in the way, where the service names one. */
export interface Refused {
  readonly outcome: "refused";
  readonly errorName: string;
  readonly detail: string;
  readonly attribute: string;
  readonly holder: string | null;
}
/** `target`: the user that it becomes, null = a new one; `how` it was found. */
export interface Accepted {
  readonly outcome: "accepted";
  readonly target: string | null;
  readonly how: "anchor" | "deleted" | "soft-match" | "new";
  readonly userPrincipalName: string;
  readonly proxyAddresses: readonly string[];
  readonly withheld: readonly Withheld[];
}
/** The cloud owns the user: what sync sends is ignored. */
export interface Ignored {
  readonly outcome: "ignored";
}
export type Arrival = Refused | Accepted | Ignored;

const refused = (errorName: string, detail: string, attribute: string, holder: string | null = null): Refused => ({
  outcome: "refused",
  errorName,
  detail,
  attribute,
  holder,
});
const HARD_REFUSALS: Readonly<Record<HardBlock, readonly [string, string]>> = {
  role: ["InvalidHardMatch", "Hard match operation was blocked because of security hardening."],
  tenant: ["InvalidHardMatch", "Hard match is blocked for this tenant."],
  mapping: ["InvalidHardMatch", "The cloud object is mapped to another on-premises object."],
};
const malformed = (attribute: string): Refused =>
  refused("IdentityDataValidationFailed", `The value of ${attribute} breaks the format.`, attribute);

/** What the service decides about one object. */
export function arrivalOf(world: World, arriving: Sent): Arrival {
  const names = cloudNamesOf(world, arriving.object, arriving.sent);
  const incoming = {
    anchor: arriving.anchor,
    objectGUID: arriving.object.objectGUID,
    userPrincipalName: names.userPrincipalName,
    primaryAddress: primaryOf(names.proxyAddresses),
  };
  const hard = hardMatchOf(world, incoming);
  if (hard !== null) {
    if (hard.block !== null) {
      const [errorName, detail] = HARD_REFUSALS[hard.block];
      return refused(errorName, detail, "SourceAnchor", hard.holder.id);
    }
    return hard.holder.kind === "user"
      ? updated(world, arriving, names, hard.holder.id)
      : returned(world, arriving, names, hard.holder.id);
  }
  const bad = malformedAttributeOf(arriving.object);
  if (bad !== null) return malformed(bad);
  const soft = softMatchOf(world, incoming);
  if (soft?.block === null) return accepted(world, arriving, names, soft.id, "soft-match", soft);
  return otherTypeInTheWay(world, names) ?? accepted(world, arriving, names, null, "new", soft);
}
type Names = ReturnType<typeof cloudNamesOf>;

/** An object that the cloud knows. Its sign-in name cannot go from one federated domain to another in one step. */
function updated(world: World, arriving: Sent, names: Names, id: string): Arrival {
  const user = world.cloud.users[id]!;
  if (user.onPremisesSyncBehavior?.isCloudManaged === true) return { outcome: "ignored" };
  const arrival = accepted(world, arriving, names, id, "anchor", null);
  if (arrival.outcome !== "accepted" || user.onPremisesSyncEnabled !== true) return arrival;
  const [from, to] = [user.userPrincipalName, arrival.userPrincipalName];
  return domainPartOf(from) !== domainPartOf(to) && isFederated(world, from) && isFederated(world, to)
    ? refused(
        "FederatedDomainChangeError",
        "The UPN cannot move between two federated domains.",
        "FederatedUser.UserPrincipalName",
      )
    : arrival;
}
/** A soft-deleted user comes back by its anchor, unless somebody has its sign-in name meanwhile. */
function returned(world: World, arriving: Sent, names: Names, id: string): Arrival {
  const before = liveSignInNameOf(world.cloud.deletedUsers[id]!.userPrincipalName);
  return signInNameHolderOf(world, before, id) !== undefined
    ? refused(
        "AttributeValueMustBeUnique",
        "The deleted object cannot be restored: its UserPrincipalName is in use.",
        "UserPrincipalName",
      )
    : accepted(world, arriving, names, id, "deleted", null);
}
/** A contact or group with one of the values is a match of another class. */
function otherTypeInTheWay(world: World, names: Names): Refused | null {
  for (const value of [...names.proxyAddresses.filter(isSmtp), names.userPrincipalName]) {
    const holder = addressHolderOf(world, value, "", ["group", "contact"]);
    if (holder !== undefined)
      return refused(
        "ObjectTypeMismatch",
        "The value belongs to an object of another type.",
        "ProxyAddresses",
        holder.id,
      );
  }
  return null;
}
/** What remains once every clash with another user is withheld; a tenant without quarantine refuses instead. */
function accepted(
  world: World,
  { object, anchor }: Sent,
  names: Names,
  target: string | null,
  how: Accepted["how"],
  soft: SoftMatch | null,
): Arrival {
  const bad = malformedAttributeOf(object);
  if (bad !== null && bad !== "userPrincipalName") return malformed(bad);
  if (isTooLarge(object)) return refused("LargeObject", "The object is too large.", "userCertificate");
  const withheld: Withheld[] = [],
    self = target ?? "";
  const clashOf = (value: Withheld, holder: Holder): Refused | undefined => {
    const feature =
      value.propertyCausingError === "UserPrincipalName"
        ? "quarantineUponUpnConflict"
        : "quarantineUponProxyAddressesConflict";
    withheld.push(value);
    if (featureOf(world, feature) !== false) return undefined;
    const name =
      soft !== null && soft.block !== null && soft.id === holder.id ? "InvalidSoftMatch" : "AttributeValueMustBeUnique";
    return refused(name, `[${value.propertyCausingError} ${value.value};]`, value.propertyCausingError, holder.id);
  };

  let userPrincipalName = names.userPrincipalName;
  const present = presentSignInName(world, target);
  const holder = signInNameHolderOf(world, userPrincipalName, self);
  if (holder !== undefined && !sameText(present, userPrincipalName)) {
    const refusal = clashOf({ propertyCausingError: "UserPrincipalName", value: userPrincipalName }, holder);
    if (refusal !== undefined) return refusal;
    userPrincipalName = present ?? `${localPartOf(userPrincipalName)}${digitsOf(anchor)}@${initialDomainOf(world)}`;
  }
  const proxyAddresses: string[] = [];
  for (const value of names.proxyAddresses) {
    const other = isSmtp(value)
      ? addressHolderOf(world, value, self, AMONG_LIVE)
      : otherKindHolderOf(world, value, self);
    if (other === undefined) proxyAddresses.push(value);
    // A SIP address is not quarantined: its clash is an export error whatever the tenant has set.
    else if (/^sip:/i.test(value))
      return refused("AttributeValueMustBeUnique", `[SipProxyAddress ${value};]`, "SipProxyAddress", other.id);
    else if (other.kind === "group" || other.kind === "contact")
      return refused("AttributeValueMustBeUnique", `[ProxyAddresses ${value};]`, "ProxyAddresses", other.id);
    else {
      const refusal = clashOf({ propertyCausingError: "ProxyAddresses", value }, other);
      if (refusal !== undefined) return refusal;
    }
  }
  return { outcome: "accepted", target, how, userPrincipalName, proxyAddresses, withheld };
}
/** The sign-in name that the target has now, or had before it was deleted. */
function presentSignInName({ cloud }: World, target: string | null): string | undefined {
  if (target === null) return undefined;
  const deleted = cloud.deletedUsers[target];
  return cloud.users[target]?.userPrincipalName ?? (deleted && liveSignInNameOf(deleted.userPrincipalName));
}
/** Four digits that stay the same for one object. */
const digitsOf = (anchor: string): string =>
  String([...anchor].reduce((n, c) => (n * 31 + c.charCodeAt(0)) % 9000, 7) + 1000);

/** The values that nobody else holds any more: the service's hourly task gives them back. */
export const releasable = (world: World, id: string, user: User): Withheld[] =>
  withheldOf(user).filter(({ propertyCausingError, value }) =>
    propertyCausingError === "UserPrincipalName"
      ? signInNameHolderOf(world, value, id) === undefined
      : addressHolderOf(world, addressOf(value), id, AMONG_LIVE) === undefined,
  );
/** The user's quarantined values. */
export const withheldOf = (user: User): Withheld[] =>
  (user.onPremisesProvisioningErrors ?? []).map((e) => ({
    propertyCausingError: e["propertyCausingError"] === "UserPrincipalName" ? "UserPrincipalName" : "ProxyAddresses",
    value: String(e["value"]),
  }));
