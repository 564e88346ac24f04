/** What Graph lets a caller change on users, and what it refuses (Graph reference §2, §9). */
import { addressHolderOf, AMONG_LIVE, signInNameHolderOf } from "../rules/holders";
import { liveSignInNameOf, purge, restore, softDelete } from "../rules/recycle-bin";
import { mayCarryAnchor } from "../rules/source-anchor";
import { isFederated, isVerified } from "../rules/tenant";
import { addressOf, isSmtp } from "../rules/text";
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
function checkUpn(lab: WorldHandle, upn: unknown, self: string): asserts upn is string {
  if (typeof upn !== "string" || !/^[^\s@]+@[^\s@]+$/.test(upn))
    throw badRequest("Property userPrincipalName is invalid.");
  if (!isVerified(lab.world, upn))
    throw badRequest(
      "The domain portion of the userPrincipalName property is invalid. You must use one of the verified domain names in your organization.",
    );
  const held = signInNameHolderOf(lab.world, upn, self) ?? addressHolderOf(lab.world, upn, self);
  if (held !== undefined) throw taken("userPrincipalName");
}
const isSynced = (user: User): boolean =>
  user.onPremisesSyncEnabled === true && user.onPremisesSyncBehavior?.isCloudManaged !== true;

/** An orphan, whose AD object is gone from every forest, may be removed; what sync still feeds may not (it would come back). */
function hasOnPremisesSide({ world }: WorldHandle, user: User): boolean {
  const anchor = user.onPremisesImmutableId ?? "",
    { directory, globalSettings } = world.premises;
  return Object.values(directory.forests).some((f) =>
    Object.values(f.objects).some((o) => o.isDeleted !== true && mayCarryAnchor(o, anchor, globalSettings)),
  );
}
/** `PATCH /users/{id}`: all of the body or nothing. */
export function patchUser(lab: WorldHandle, id: string, body: unknown, version: string): void {
  const user = lab.world.cloud.users[id];
  if (user === undefined) throw notFound(id);
  if (typeof body !== "object" || body === null || Array.isArray(body) || Object.keys(body).length === 0)
    throw badRequest("Empty Payload. JSON content expected.");
  const properties = Object.entries(body);
  for (const [name, value] of properties) {
    checkWritable(user, name, value, version);
    checkType(name, value);
    if (value !== null || name === "mailNickname") VALUE_CHECKS[name]?.(lab, id, value);
    if (name === "userPrincipalName") checkUpn(lab, value, id);
    if (name === "onPremisesImmutableId" && isFederated(lab.world, user.userPrincipalName))
      throw badRequest("The onPremisesImmutableId of a user in a federated domain cannot be changed.");
  }
  const mail = properties.find(([name]) => name === "mail")?.[1];
  if (typeof mail === "string") user.proxyAddresses = withPrimary(user, mail);
  for (const [name, value] of properties) {
    if (value === null) delete user[name];
    else (user as Record<string, unknown>)[name] = value;
  }
}
/** Refuses what Graph never writes, what Active Directory owns, and any value but null for a leftover of sync. */
function checkWritable(user: User, name: string, value: unknown, version: string): void {
  if (READ_ONLY.has(name)) throw badRequest(`Property '${name}' is read-only and cannot be set.`);
  const clearing = version === "beta" && CLEARABLE.has(name);
  if (!WRITABLE.has(name) && !clearing) throw badRequest(`Property '${name}' does not exist or cannot be updated.`);
  if (isSynced(user) && !ALSO_SYNCED.has(name))
    throw badRequest(
      "Unable to update the specified properties for on-premises mastered Directory Sync objects or objects currently undergoing migration.",
    );
  if (clearing && value !== null) throw badRequest(`Property '${name}' can only be set to null.`);
}
const invalidValueOf = (name: string): GraphFailure =>
  badRequest(`Invalid value specified for property '${name}' of resource 'User'.`);
function checkType(name: string, value: unknown): void {
  const fits = BOOLEANS.has(name)
    ? typeof value === "boolean"
    : LISTS.has(name)
      ? Array.isArray(value)
      : value === null || typeof value === "string";
  if (!fits) throw invalidValueOf(name);
}
/** What a new value must keep, by property. */
const VALUE_CHECKS: Readonly<Record<string, (lab: WorldHandle, self: string, value: unknown) => void>> = {
  onPremisesImmutableId: (lab, self, value) => checkAnchor(lab, String(value), self),
  mail: ({ world }, self, value) => {
    if (!/^[^\s@]+@[^\s@]+$/.test(String(value))) throw badRequest("Property mail is invalid.");
    if (addressHolderOf(world, String(value), self) !== undefined) throw taken("proxyAddresses");
  },
  mailNickname: (_lab, _self, value) => {
    if (value === null || !/^[^\s@()\\[\]";:<>,]{1,64}$/.test(String(value))) throw invalidValueOf("mailNickname");
  },
  usageLocation: (_lab, _self, value) => {
    if (!/^[A-Z]{2}$/.test(String(value))) throw invalidValueOf("usageLocation");
  },
};
function checkAnchor({ world: { cloud } }: WorldHandle, value: string, self: string): void {
  if (value === "" || /[$_]/.test(value) || value.length > 64) throw invalidValueOf("onPremisesImmutableId");
  const held = [cloud.users, cloud.deletedUsers].some((users) =>
    Object.entries(users).some(([id, u]) => id !== self && u.onPremisesImmutableId === value),
  );
  if (held) throw taken("onPremisesImmutableId");
}
/** The addresses that follow a new `mail`: a mailbox keeps the old primary as an alias, a user without one loses it. */
function withPrimary(user: User, mail: string): string[] {
  const others = (user.proxyAddresses ?? []).filter((p) => addressOf(p) !== addressOf(mail));
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
  softDelete(lab, id, "by-admin");
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
  const upn = wish.newUserPrincipalName ?? liveSignInNameOf(user.userPrincipalName);
  if (typeof upn !== "string") throw badRequest("Property newUserPrincipalName is invalid.");
  if (wish.newUserPrincipalName !== undefined) checkUpn(lab, upn, id);
  else if (signInNameHolderOf(lab.world, upn, id) !== undefined) throw taken("userPrincipalName");
  const clashes = (user.proxyAddresses ?? []).filter(
    (p) => isSmtp(p) && addressHolderOf(lab.world, p, id, AMONG_LIVE) !== undefined,
  );
  if (clashes.length > 0 && wish.autoReconcileProxyConflict !== true) throw taken("proxyAddresses");
  const restored = restore(lab, id, upn)!;
  if (clashes.length > 0) restored.proxyAddresses = (restored.proxyAddresses ?? []).filter((p) => !clashes.includes(p));
  return restored;
}
/** `DELETE /directory/deletedItems/{id}`: for good. */
export function purgeUser(lab: WorldHandle, id: string): void {
  if (lab.world.cloud.deletedUsers[id] === undefined) throw notFound(id);
  purge(lab, id);
}
