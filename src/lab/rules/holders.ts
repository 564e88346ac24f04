/** Who holds a value that must be unique in the cloud (adsync reference §7.1; Graph reference §2): without letter case, over every kind of object. */
import type { World } from "../scenario";
import { addressOf, sameText, smtpAddressesOf, textsOf } from "./text";

export type HolderKind = "user" | "deletedUser" | "group" | "contact";
export interface Holder {
  readonly id: string;
  readonly kind: HolderKind;
}
/** Where a write of Graph looks: a soft-deleted user keeps its addresses. */
export const EVERYWHERE: readonly HolderKind[] = ["user", "deletedUser", "group", "contact"];
/** Where sync and a restore look: deleting an orphan makes its addresses free for the account that sync sends. */
export const AMONG_LIVE: readonly HolderKind[] = ["user", "group", "contact"];
/** The object other than `self` that holds an SMTP address, users first. A user without any is reached under its sign-in name. */
export function addressHolderOf(
  { cloud }: World,
  written: string,
  self: string,
  among: readonly HolderKind[] = EVERYWHERE,
): Holder | undefined {
  const address = addressOf(written);
  const maps = { user: cloud.users, deletedUser: cloud.deletedUsers, group: cloud.groups, contact: cloud.contacts };
  for (const kind of among)
    for (const [id, o] of Object.entries(maps[kind]))
      if (
        id !== self &&
        (smtpAddressesOf(o.proxyAddresses).includes(address) || (kind === "user" && namedOnly(o, address)))
      )
        return { id, kind };
  return undefined;
}
/** The live user other than `self` that holds an entry of another kind than SMTP (`sip:`, `x500:` …), prefix and all. */
export function otherKindHolderOf({ cloud }: World, written: string, self: string): Holder | undefined {
  const found = Object.entries(cloud.users).find(
    ([id, u]) => id !== self && textsOf(u.proxyAddresses).some((p) => sameText(p, written)),
  );
  return found === undefined ? undefined : { id: found[0], kind: "user" };
}
const namedOnly = (o: { userPrincipalName?: unknown; proxyAddresses?: unknown }, address: string): boolean =>
  sameText(o.userPrincipalName, address) && textsOf(o.proxyAddresses).length === 0;
/** The live user other than `self` that has the sign-in name: a soft-deleted one frees its own at once. */
export function signInNameHolderOf({ cloud }: World, name: string, self: string): Holder | undefined {
  const found = Object.entries(cloud.users).find(([id, u]) => id !== self && sameText(u.userPrincipalName, name));
  return found === undefined ? undefined : { id: found[0], kind: "user" };
}
/** The user, live or soft-deleted, that carries the sourceAnchor; letter case counts. */
export function anchorHolderOf({ cloud }: World, anchor: string): Holder | undefined {
  for (const [kind, users] of [
    ["user", cloud.users],
    ["deletedUser", cloud.deletedUsers],
  ] as const)
    for (const [id, u] of Object.entries(users)) if (u.onPremisesImmutableId === anchor) return { id, kind };
  return undefined;
}
