/** The installation's choices that decide identity: which AD attributes give the sourceAnchor and the sign-in name (`Get-ADSyncGlobalSettings`; adsync reference §5.1). */
export interface SyncSettings {
  /** LDAP name of the attribute that gives the sourceAnchor of users. */
  readonly anchorAttribute: string;
  /** LDAP name of the attribute that gives the sign-in name. */
  readonly upnAttribute: string;
}
const DEFAULTS: SyncSettings = { anchorAttribute: "mS-DS-ConsistencyGuid", upnAttribute: "userPrincipalName" };

const optionIn = (parameters: Readonly<Record<string, unknown>> | undefined, name: string): string | undefined => {
  const value = parameters?.[`Microsoft.SynchronizationOption.${name}`];
  return typeof value === "string" && value !== "" ? value : undefined;
};
/** True where the engine itself states which attribute gives the anchor: what is only assumed is enough to look for somebody, never to write. */
export const statesAnchor = (parameters: Readonly<Record<string, unknown>> | undefined): boolean =>
  optionIn(parameters, "AnchorAttribute") !== undefined;
/** Reads the parameters of `Get-ADSyncGlobalSettings`; what is not set there is as a fresh installation has it. */
export function syncSettings(parameters: Readonly<Record<string, unknown>> | undefined): SyncSettings {
  return {
    anchorAttribute: optionIn(parameters, "AnchorAttribute") ?? DEFAULTS.anchorAttribute,
    upnAttribute: optionIn(parameters, "UPNAttribute") ?? DEFAULTS.upnAttribute,
  };
}
