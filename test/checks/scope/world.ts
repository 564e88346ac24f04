/** A small hybrid world as facts, for the checks of scope, attributes, passwords and Cloud Sync. Everything not given is absent. */
import {
  absent,
  seen,
  type AdObject,
  type AnyCheck,
  type Chain,
  type CloudUser,
  type Connector,
  type CsObject,
  type FactKey,
  type Facts,
  type FactSet,
  type Claim,
  type RunResult,
  type SourceRef,
} from "../../../src/domain";
import { immutableIdOf } from "../../../src/identity/anchor";
import { personOf } from "../../../src/identity/person";
import { runCheck } from "../../../src/triage/judge";

const from: SourceRef = { system: "premises", via: "test" };
export const factsOf = (given: Partial<Facts>): FactSet =>
  new Proxy(
    {},
    { get: (_t, key) => (given[key as FactKey] === undefined ? absent(from) : seen(given[key as FactKey], from)) },
  ) as FactSet;
export const judgeOne = (check: AnyCheck, given: Partial<Facts>) => runCheck(check, factsOf(given));
export const messagesOf = (check: AnyCheck, given: Partial<Facts>): string[] => {
  const o = check.evaluate(factsOf(given), personOf(factsOf(given)));
  return (Array.isArray(o) ? (o as Claim<string>[]) : [o as Claim<string>]).map((x) => x.message);
};

export const NOW = "2026-11-23T09:00:00Z";
const GUID = "5c261b27-5292-55f8-a29d-554b67886fc7";
export const person = (over: Partial<AdObject> = {}): AdObject => ({
  dn: "CN=Ann Berg,OU=Staff,DC=contoso,DC=local",
  forest: "contoso.local",
  objectClass: ["top", "person", "organizationalPerson", "user"],
  objectGUID: GUID,
  displayName: "Ann Berg",
  sAMAccountName: "ann.berg",
  userPrincipalName: "ann.berg@contoso.com",
  mail: "ann.berg@contoso.com",
  mailNickname: "ann.berg",
  proxyAddresses: ["SMTP:ann.berg@contoso.com"],
  userAccountControl: 512,
  whenCreated: "2026-05-04T07:30:00Z",
  whenChanged: "2026-08-17T10:10:00Z",
  ...over,
});
export const linked = (over: Partial<CloudUser> = {}): CloudUser => ({
  id: "11111111-1111-1111-1111-111111111111",
  userPrincipalName: "ann.berg@contoso.com",
  mail: "ann.berg@contoso.com",
  proxyAddresses: ["SMTP:ann.berg@contoso.com"],
  onPremisesSyncEnabled: true,
  onPremisesImmutableId: immutableIdOf(GUID)!,
  ...over,
});
/** The account's way through the engine; what is not given it does not have. */
export const chain = (over: Partial<Chain> = {}): Chain => ({
  adDn: person().dn,
  adCs: null,
  mv: null,
  entraCs: null,
  ...over,
});
/** The account in the connector space of its forest. */
export const csObject: CsObject = {
  ConnectorName: "contoso.local",
  DistinguishedName: person().dn,
  ObjectType: "user",
  IsConnector: true,
  HasExportError: false,
  HasSyncError: false,
  Attributes: {},
};
export const AAD = "contoso.onmicrosoft.com - AAD";
/** Its Entra connector-space object, of which the engine is about to delete the cloud user. */
export const leaving: CsObject = { ...csObject, ConnectorName: AAD, PendingExport: "Delete" };
export const connectors = (over: Partial<Connector> = {}): Connector[] => [
  {
    Name: "contoso.local",
    Type: "AD",
    Partitions: [
      {
        DN: "DC=contoso,DC=local",
        Selected: true,
        ContainerInclusionList: ["OU=Staff,DC=contoso,DC=local"],
        ContainerExclusionList: ["OU=NoSync,OU=Staff,DC=contoso,DC=local"],
      },
    ],
    ...over,
  },
  { Name: AAD, Type: "Extensible2", Partitions: [] },
];
export const run = (over: Partial<RunResult> = {}): RunResult => ({
  ConnectorName: "contoso.local",
  RunProfileName: "Delta Import",
  StartDate: "2026-11-23T08:46:12Z",
  EndDate: "2026-11-23T08:46:16Z",
  Result: "success",
  IsRunComplete: true,
  Counters: {},
  Errors: [],
  ...over,
});
export const scheduler = {
  SyncCycleEnabled: true,
  StagingModeEnabled: false,
  SchedulerSuspended: false,
  SyncCycleInProgress: false,
  CurrentlyEffectiveSyncCycleInterval: "00:30:00",
};
export const DOMAINS = [
  { id: "contoso.com", isVerified: true },
  { id: "contoso.onmicrosoft.com", isVerified: true, isInitial: true },
];
