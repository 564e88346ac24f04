/** What Graph lets a caller change on users, and what it refuses (Graph reference §2, §9). */
import { bareAddress, liveUpnOf, sameText, suffixOf } from "../../identity/address";
import { guidOfImmutableId } from "../../identity/anchor";
import { badRequest, notFound, GraphFailure } from "./failure";
import type { WorldHandle } from "../world";

type User = WorldHandle["world"]["cloud"]["users"][string];
const WRITABLE = new Set([
  "userPrincipalName",
  "mail",
  "mailNickname",
  "displayName",
  "givenName",
  "surname",
  "department",
  "jobTitle",
  "companyName",
  "employeeType",
  "officeLocation",
  "mobilePhone",
  "businessPhones",
  "onPremisesImmutableId",
  "usageLocation",
  "accountEnabled",
  "otherMails",
  "passwordPolicies",
  "preferredLanguage",
  "userType",
]);
/** What the cloud may change on a user that Active Directory owns. */
const ALSO_SYNCED = new Set([
  "usageLocation",
  "accountEnabled",
  "otherMails",
  "passwordPolicies",
  "preferredLanguage",
  "userType",
]);
/** Beta: leftovers of a former sync, to be cleared only (§9.3). */
const CLEARABLE = new Set([
  "onPremisesDistinguishedName",
  "onPremisesDomainName",
  "onPremisesSamAccountName",
  "onPremisesUserPrincipalName",
  "onPremisesSecurityIdentifier",
  "onPremisesObjectIdentifier",
]);
const READ_ONLY = new Set([
  "proxyAddresses",
  "onPremisesSyncEnabled",
  "onPremisesLastSyncDateTime",
  "createdDateTime",
  "deletedDateTime",
  "assignedLicenses",
  "onPremisesProvisioningErrors",
  "id",
]);
const BOOLEANS = new Set(["accountEnabled"]),
  LISTS = new Set(["otherMails", "businessPhones"]);

const taken = (property: string): GraphFailure =>
  badRequest(`Another object with the same value for property ${property} already exists.`);
const verified = ({ world }: WorldHandle, upn: string): boolean =>
  Object.entries(world.cloud.domains).some(([name, d]) => d.isVerified && name.toLowerCase() === suffixOf(upn));
/** Whether a live or soft-deleted object other than `self` holds the address among its proxyAddresses. */
function addressHeld({ world: { cloud } }: WorldHandle, address: string, self: string): boolean {
  return [cloud.users, cloud.deletedUsers, cloud.groups, cloud.contacts].some((map) =>
    Object.entries(map).some(
      ([id, o]) => id !== self && (o.proxyAddresses ?? []).some((p: string) => bareAddress(p) === bareAddress(address)),
    ),
  );
}
const upnHeld = ({ world: { cloud } }: WorldHandle, upn: string, self: string): boolean =>
  Object.entries(cloud.users).some(([id, u]) => id !== self && sameText(u.userPrincipalName, upn));

function checkUpn(lab: WorldHandle, upn: unknown, self: string): asserts upn is string {
  if (typeof upn !== "string" || !/^[^\s@]+@[^\s@]+$/.test(upn))
    throw badRequest("Property userPrincipalName is invalid.");
  if (!verified(lab, upn))
    throw badRequest(
      "The domain portion of the userPrincipalName property is invalid. You must use one of the verified domain names in your organization.",
    );
  if (upnHeld(lab, upn, self) || addressHeld(lab, upn, self)) throw taken("userPrincipalName");
}
const isSynced = (user: User): boolean =>
  user.onPremisesSyncEnabled === true && user.onPremisesSyncBehavior?.isCloudManaged !== true;

/** An orphan, whose AD object is gone from every forest, may be removed; what sync still feeds may not (it would come back). */
function hasOnPremisesSide({ world }: WorldHandle, user: User): boolean {
  const guid = guidOfImmutableId(user.onPremisesImmutableId);
  return Object.values(world.premises.directory.forests).some((f) =>
    Object.values(f.objects).some(
      (o) =>
        o["isDeleted"] !== true &&
        (sameText(o.objectGUID, guid) ||
          sameText(typeof o["mS-DS-ConsistencyGuid"] === "string" ? o["mS-DS-ConsistencyGuid"] : undefined, guid)),
    ),
  );
}
/** `PATCH /users/{id}`: all of the body or nothing. */
export function patchUser(lab: WorldHandle, id: string, body: unknown, version: string): void {
  const user = lab.world.cloud.users[id];
  if (user === undefined) throw notFound(id);
  if (typeof body !== "object" || body === null || Array.isArray(body) || Object.keys(body).length === 0)
    throw badRequest("Empty Payload. JSON content expected.");
  for (const [name, value] of Object.entries(body)) {
    if (READ_ONLY.has(name)) throw badRequest(`Property '${name}' is read-only and cannot be set.`);
    const clearing = version === "beta" && CLEARABLE.has(name);
    if (!WRITABLE.has(name) && !clearing) throw badRequest(`Property '${name}' does not exist or cannot be updated.`);
    if (isSynced(user) && !ALSO_SYNCED.has(name))
      throw badRequest(
        "Unable to update the specified properties for on-premises mastered Directory Sync objects or objects currently undergoing migration.",
      );
    if (clearing && value !== null) throw badRequest(`Property '${name}' can only be set to null.`);
    if (
      BOOLEANS.has(name)
        ? typeof value !== "boolean"
        : LISTS.has(name)
          ? !Array.isArray(value)
          : value !== null && typeof value !== "string"
    )
      throw badRequest(`Invalid value specified for property '${name}' of resource 'User'.`);
    if (name === "userPrincipalName") checkUpn(lab, value, id);
    if (name === "onPremisesImmutableId" && value !== null) checkAnchor(lab, String(value), id);
    if (name === "onPremisesImmutableId" && federated(lab, user.userPrincipalName))
      throw badRequest("The onPremisesImmutableId of a user in a federated domain cannot be changed.");
    if (name === "mail" && value !== null) {
      if (!/^[^\s@]+@[^\s@]+$/.test(String(value))) throw badRequest("Property mail is invalid.");
      if (addressHeld(lab, String(value), id)) throw taken("proxyAddresses");
    }
    if (name === "mailNickname" && (value === null || !/^[^\s@()\\[\]";:<>,]{1,64}$/.test(String(value))))
      throw badRequest("Invalid value specified for property 'mailNickname' of resource 'User'.");
    if (name === "usageLocation" && value !== null && !/^[A-Z]{2}$/.test(String(value)))
      throw badRequest("Invalid value specified for property 'usageLocation' of resource 'User'.");
  }
  const set = body as Record<string, unknown>;
  if (typeof set["mail"] === "string") user.proxyAddresses = withPrimary(user, set["mail"]);
  for (const [name, value] of Object.entries(set)) {
    if (value === null) delete user[name];
    else (user as Record<string, unknown>)[name] = value;
  }
}
const federated = ({ world }: WorldHandle, upn: string): boolean =>
  Object.entries(world.cloud.domains).some(
    ([name, d]) => name.toLowerCase() === suffixOf(upn) && d["authenticationType"] === "Federated",
  );
function checkAnchor({ world: { cloud } }: WorldHandle, value: string, self: string): void {
  if (value === "" || /[$_]/.test(value) || value.length > 64)
    throw badRequest("Invalid value specified for property 'onPremisesImmutableId' of resource 'User'.");
  if (
    [cloud.users, cloud.deletedUsers].some((map) =>
      Object.entries(map).some(([id, u]) => id !== self && u.onPremisesImmutableId === value),
    )
  )
    throw taken("onPremisesImmutableId");
}
/** The addresses that follow a new `mail`: a mailbox keeps the old primary as an alias, a user without one loses it. */
function withPrimary(user: User, mail: string): string[] {
  const others = (user.proxyAddresses ?? []).filter((p) => bareAddress(p) !== bareAddress(mail));
  const licensed = Array.isArray(user["assignedLicenses"]) && user["assignedLicenses"].length > 0;
  return [
    `SMTP:${mail}`,
    ...(licensed ? others.map((p) => p.replace(/^SMTP:/, "smtp:")) : others.filter((p) => !p.startsWith("SMTP:"))),
  ];
}

/** `DELETE /users/{id}`: to the recycle bin, UPN prefixed with the id without dashes. */
export function deleteUser(lab: WorldHandle, id: string): void {
  const { cloud } = lab.world,
    user = cloud.users[id];
  if (user === undefined) throw notFound(id);
  if (isSynced(user) && hasOnPremisesSide(lab, user))
    throw badRequest(
      "Unable to delete an on-premises mastered Directory Sync object; delete it in the on-premises directory.",
    );
  cloud.deletedUsers[id] = {
    ...user,
    userPrincipalName: id.replace(/-/g, "") + user.userPrincipalName,
    deletedDateTime: lab.now().toISOString(),
  };
  delete cloud.users[id];
}
/** `POST /directory/deletedItems/{id}/restore`; 400 where somebody else has the UPN or an address meanwhile. */
export function restoreUser(lab: WorldHandle, id: string, body: unknown): User {
  const { cloud } = lab.world,
    user = cloud.deletedUsers[id];
  if (user === undefined) throw notFound(id);
  const wish = (typeof body === "object" && body !== null ? body : {}) as {
    newUserPrincipalName?: unknown;
    autoReconcileProxyConflict?: unknown;
  };
  for (const key of Object.keys(wish))
    if (key !== "newUserPrincipalName" && key !== "autoReconcileProxyConflict")
      throw badRequest(`The parameter '${key}' does not exist.`);
  const upn = wish.newUserPrincipalName ?? liveUpnOf(user.userPrincipalName);
  if (typeof upn !== "string") throw badRequest("Property newUserPrincipalName is invalid.");
  if (wish.newUserPrincipalName !== undefined) checkUpn(lab, upn, id);
  else if (upnHeld(lab, upn, id)) throw taken("userPrincipalName");
  const clashes = (user.proxyAddresses ?? []).filter((p) => /^smtp:/i.test(p) && addressHeldLive(lab, p, id));
  if (clashes.length > 0 && wish.autoReconcileProxyConflict !== true) throw taken("proxyAddresses");
  const { deletedDateTime: _gone, ...live } = user;
  cloud.users[id] = {
    ...live,
    userPrincipalName: upn,
    ...(user.proxyAddresses === undefined
      ? {}
      : { proxyAddresses: user.proxyAddresses.filter((p) => !clashes.includes(p)) }),
  } as User;
  delete cloud.deletedUsers[id];
  return cloud.users[id]!;
}
const addressHeldLive = ({ world: { cloud } }: WorldHandle, address: string, self: string): boolean =>
  [cloud.users, cloud.groups, cloud.contacts].some((map) =>
    Object.entries(map).some(
      ([id, o]) => id !== self && (o.proxyAddresses ?? []).some((p: string) => bareAddress(p) === bareAddress(address)),
    ),
  );
/** `DELETE /directory/deletedItems/{id}`: for good. */
export function purgeUser(lab: WorldHandle, id: string): void {
  const { cloud } = lab.world;
  if (cloud.deletedUsers[id] === undefined) throw notFound(id);
  delete cloud.deletedUsers[id];
  for (const roles of [cloud.directoryRoles, cloud.directoryRoleEligibility ?? {}])
    for (const [role, members] of Object.entries(roles)) roles[role] = members.filter((m) => m !== id);
}
