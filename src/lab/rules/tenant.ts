/** What the tenant is set to: domains, sync features, role holders (Graph reference §4.2, §6, §7). */
import type { World } from "../scenario";
import { domainPartOf } from "./text";

type Domain = World["cloud"]["domains"][string];
const domainNamed = (world: World, name: string): Domain | undefined =>
  Object.entries(world.cloud.domains).find(([n]) => n.toLowerCase() === name.toLowerCase())?.[1];
/** Whether the domain part of a sign-in name or address is one of the tenant's verified domains. */
export const isVerified = (world: World, name: string): boolean =>
  domainNamed(world, domainPartOf(name))?.isVerified === true;
/** Whether the domain part is a federated domain of the tenant. */
export const isFederated = (world: World, name: string): boolean =>
  domainNamed(world, domainPartOf(name))?.["authenticationType"] === "Federated";
/** The onmicrosoft.com name for fallback sign-in names. */
export const initialDomainOf = (world: World): string =>
  Object.entries(world.cloud.domains).find(([, d]) => d["isInitial"] === true)?.[0] ?? "tenant.onmicrosoft.com";

/** A sync feature by its name without `Enabled`; undefined where the tenant does not state it. */
export const featureOf = (world: World, name: string): boolean | undefined =>
  world.cloud.onPremisesSynchronization?.features?.[`${name}Enabled`] ?? undefined;
/** Assigned to or eligible for any directory role; such a user is never taken over. */
export const holdsRole = (world: World, id: string): boolean =>
  [world.cloud.directoryRoles, world.cloud.directoryRoleEligibility ?? {}].some((roles) =>
    Object.values(roles).some((members) => members.includes(id)),
  );
