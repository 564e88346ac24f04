/** What the tenant says of itself: its domains, its synchronization features, its last sync. */
import { valueOr, type Domain, type Fact, type OnPremisesSynchronization, type Organization } from "../domain";
import { sameText, suffixOf } from "./address";

/** The domain of a sign-in name or an address; undefined where the tenant does not have it, or domains were not read. */
export const domainNamed = (domains: Fact<Domain[]>, nameOrAddress: string): Domain | undefined =>
  valueOr(domains, []).find((d) => sameText(d.id, suffixOf(nameOrAddress)));
export const isVerified = (domains: Fact<Domain[]>, nameOrAddress: string): boolean =>
  domainNamed(domains, nameOrAddress)?.isVerified === true;
/** In the tenant's initial domain, which takes the place of a suffix that is not verified. */
export const isInInitialDomain = (domains: Fact<Domain[]>, nameOrAddress: string): boolean =>
  domainNamed(domains, nameOrAddress)?.isInitial === true;
export const isOnMicrosoft = (nameOrAddress: string): boolean => /\.onmicrosoft\.com$/i.test(nameOrAddress);
/** An address in a domain that is the service's own: it adds such by itself, and drops those that it is sent (adsync reference §7.2). */
export const isServiceAddress = (address: string): boolean => /\.(onmicrosoft|microsoftonline)\.com$/i.test(address);
/** Names of the verified domains. */
export const verifiedDomains = (domains: Fact<Domain[]>): string[] =>
  valueOr(domains, [])
    .filter((d) => d.isVerified)
    .map((d) => d.id);

/** A feature of directory synchronization (Graph `onPremisesDirectorySynchronizationFeature`); undefined where it was not read or is not served. */
export const featureOf = (synchronization: Fact<OnPremisesSynchronization>, name: string): boolean | undefined =>
  valueOr(synchronization, undefined)?.features[name] ?? undefined;
/** When the engine last synchronized, ISO 8601 UTC; undefined where it never did, or was not read. */
export const lastSyncOf = (organization: Fact<Organization>): string | undefined =>
  valueOr(organization, undefined)?.onPremisesLastSyncDateTime ?? undefined;
