/** The installation's choices that decide identity: which AD attributes give the sourceAnchor and the sign-in name (`Get-ADSyncGlobalSettings`; adsync reference §5.1). */
export interface SyncSettings {
  /** LDAP name of the attribute that gives the sourceAnchor of users. */
  readonly anchorAttribute: string;
  /** LDAP name of the attribute that gives the sign-in name. */
  readonly upnAttribute: string;
}
const DEFAULTS: SyncSettings = { anchorAttribute: "mS-DS-ConsistencyGuid", upnAttribute: "userPrincipalName" };

/** Reads the parameters of `Get-ADSyncGlobalSettings`; what is not set there is as a fresh installation has it. */
export function syncSettings(parameters: Readonly<Record<string, unknown>> | undefined): SyncSettings {
  const option = (name: string, otherwise: string): string => {
    const value = parameters?.[`Microsoft.SynchronizationOption.${name}`];
    return typeof value === "string" && value !== "" ? value : otherwise;
  };
  return {
    anchorAttribute: option("AnchorAttribute", DEFAULTS.anchorAttribute),
    upnAttribute: option("UPNAttribute", DEFAULTS.upnAttribute),
  };
}
