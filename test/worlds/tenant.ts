/** A healthy tenant without people yet: forest, containers, server, connectors, the cloud's settings; everything that may vary does. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { checkWorld, type World } from "../../src/lab/scenario";
import type { Random } from "../differential/random";
import { DAY, iso } from "./ids";
import { COMPANIES, OUTSIDE_OUS, STAFF_OUS } from "./names";

/** What an injection needs the tenant to be like; what it does not name is left to chance. */
export interface Wishes {
  readonly tool?: "connect" | "cloud-sync";
  readonly child?: boolean;
  /** Old tenants report a clash as an export error instead of quarantining the value. */
  readonly quarantine?: boolean;
  readonly identity?: "application" | "user";
  readonly passwordSync?: boolean;
  readonly secondDomain?: boolean;
  readonly anchor?: Tenant["anchor"];
}
/** The names that the rest of the maker goes by. DNs as AD writes them. */
export interface Tenant {
  readonly company: string;
  readonly domain: string;
  readonly second: string | null;
  readonly initial: string;
  readonly forest: string;
  readonly root: string;
  readonly child: { readonly fqdn: string; readonly dn: string; readonly staff: string } | null;
  readonly netbios: string;
  /** SID of the forest's root domain; a child domain has its own. */
  readonly domainSid: string;
  readonly server: string;
  readonly tool: "connect" | "cloud-sync";
  readonly adConnector: string;
  readonly cloudConnector: string;
  readonly account: string;
  /** The engine's own identity in the cloud: an application's name, or a user's sign-in name. */
  readonly identity: { readonly kind: "application" | "user"; readonly name: string; readonly id: string };
  /** Selected containers, and containers that are not. */
  readonly staff: readonly string[];
  readonly outside: readonly string[];
  readonly groupsOu: string;
  readonly sku: string;
  /** The attribute that gives the sourceAnchor; Cloud Sync knows one alone. */
  readonly anchor: "mS-DS-ConsistencyGuid" | "objectGUID" | "employeeID";
  readonly job: { readonly servicePrincipal: string; readonly id: string; readonly rule: string } | null;
  readonly controllers: readonly string[];
  readonly localPart: (given: string, surname: string) => string;
  readonly samOf: (given: string, surname: string) => string;
}
type Premises = World["premises"];
type Objects = Premises["directory"]["forests"][string]["objects"];

const baseline = JSON.parse(readFileSync(join("test", "scenarios", "baseline.json"), "utf8")) as { world: World };
/** The baseline's rules, which are those of a fresh installation, for other connectors. */
const rulesFor = (adConnector: string, cloudConnector: string): Premises["syncRules"] =>
  structuredClone(baseline.world.premises.syncRules).map((r) => ({
    ...r,
    ConnectorName: r.Direction === "Inbound" ? adConnector : cloudConnector,
  }));
const VERSIONS = ["2.6.3.0", "2.6.84.0", "2.6.91.0", "2.6.92.0"];
const SERVERS: readonly (readonly [string, string, number])[] = [
  ["Microsoft Windows Server 2022 Standard", "10.0.20348", 528449],
  ["Microsoft Windows Server 2019 Standard", "10.0.17763", 528049],
  ["Microsoft Windows Server 2016 Standard", "10.0.14393", 461814],
];
const LOCAL_PARTS: readonly ((given: string, surname: string) => string)[] = [
  (g, s) => `${g}.${s}`,
  (g, s) => `${g.slice(0, 1)}.${s}`,
  (g, s) => `${s}.${g}`,
  (g, s) => `${g}_${s}`,
];
const SAMS: readonly ((given: string, surname: string) => string)[] = [
  (g, s) => `${g}.${s}`.slice(0, 20),
  (g, s) => `${g.slice(0, 1)}${s}`.slice(0, 20),
  (g, s) => `${s.slice(0, 5)}${g.slice(0, 2)}`,
];

export function tenantOf(rng: Random, wishes: Wishes): Tenant {
  const company = rng.of(COMPANIES),
    short = company.toLowerCase();
  const domain = `${short}.${rng.of(["com", "com", "net", "org", "eu"])}`,
    forest = rng.of([`${short}.local`, `ad.${domain}`, `corp.${short}.net`, `${short}.internal`]);
  const root = forest
    .split(".")
    .map((p) => `DC=${p}`)
    .join(",");
  const hasChild = wishes.child ?? rng.chance(0.25),
    label = rng.of(["emea", "apac", "branch", "dev"]);
  const tool = wishes.tool ?? (rng.chance(0.85) ? "connect" : "cloud-sync");
  const server = rng.of(["SYNC01", "AADC01", "IDSYNC", "SRV-CONNECT1", "HYB-SYNC2"]),
    hex = rng.guid().slice(-12);
  const kind = wishes.identity ?? (rng.chance(0.6) ? "application" : "user");
  const staff = [...STAFF_OUS].sort(() => rng.next() - 0.5).slice(0, 1 + rng.below(3)),
    outside = [...OUTSIDE_OUS].sort(() => rng.next() - 0.5).slice(0, 1 + rng.below(3));
  const servicePrincipal = rng.guid(),
    initial = `${short}${rng.chance(0.3) ? "365" : ""}.onmicrosoft.com`;
  return {
    company,
    domain,
    second: (wishes.secondDomain ?? rng.chance(0.2)) ? `${short}-group.com` : null,
    initial,
    forest,
    root,
    child: hasChild
      ? { fqdn: `${label}.${forest}`, dn: `DC=${label},${root}`, staff: `OU=Staff,DC=${label},${root}` }
      : null,
    netbios: company.toUpperCase().slice(0, 15),
    domainSid: `S-1-5-21-${[0, 0, 0].map(() => 100_000_000 + rng.below(3_000_000_000)).join("-")}`,
    server,
    tool,
    adConnector: forest,
    cloudConnector: `${initial} - AAD`,
    account: `${company.toUpperCase().slice(0, 15)}\\MSOL_${hex}`,
    identity:
      kind === "application"
        ? { kind, name: `ConnectSyncProvisioning_${server}_${hex}`, id: rng.guid() }
        : { kind, name: `Sync_${server}_${hex}@${initial}`, id: rng.guid() },
    staff: staff.map((s) => `OU=${s},${root}`),
    outside: outside.map((s) => `OU=${s},${root}`),
    groupsOu: `OU=Groups,${root}`,
    anchor:
      wishes.anchor ??
      (tool === "connect" && rng.chance(0.2) ? rng.of(["objectGUID", "employeeID"] as const) : "mS-DS-ConsistencyGuid"),
    sku: "05e9a617-0261-4cee-bb44-138d3ef5d965",
    job:
      tool === "cloud-sync"
        ? {
            servicePrincipal,
            id: `AD2AADProvisioning.${rng.guid().replaceAll("-", "")}.${rng.guid()}`,
            rule: rng.guid(),
          }
        : null,
    controllers: [`dc01.${forest}`, `dc02.${forest}`],
    localPart: rng.of(LOCAL_PARTS),
    samOf: rng.of(SAMS),
  };
}
const container = (rng: Random, dn: string): Objects[string] => ({
  objectClass: dn.startsWith("DC=") ? ["top", "domain", "domainDNS"] : ["top", "organizationalUnit"],
  objectGUID: rng.guid(),
  [dn.startsWith("DC=") ? "dc" : "ou"]: dn.slice(3, dn.indexOf(",")),
  whenCreated: "2022-05-02T08:00:00Z",
  whenChanged: "2024-02-12T09:30:00Z",
});
function cloudOf(rng: Random, t: Tenant, wishes: Wishes): World["cloud"] {
  const base = structuredClone(baseline.world.cloud),
    id = rng.guid(),
    verified = (isDefault: boolean, isInitial: boolean) => ({
      isVerified: true,
      isDefault,
      isInitial,
      authenticationType: "Managed",
    });
  const quarantine = wishes.quarantine ?? !rng.chance(0.12),
    phs = wishes.passwordSync ?? true;
  return {
    ...base,
    organization: {
      ...base.organization,
      id,
      displayName: t.company,
      directorySizeQuota: { used: 60 + rng.below(4000), total: 300_000 },
    },
    domains: {
      [t.domain]: verified(true, false),
      ...(t.second === null ? {} : { [t.second]: verified(false, false) }),
      [t.initial]: verified(false, true),
    },
    onPremisesSynchronization: {
      ...base.onPremisesSynchronization!,
      id,
      features: {
        ...base.onPremisesSynchronization!.features,
        quarantineUponProxyAddressesConflictEnabled: quarantine,
        quarantineUponUpnConflictEnabled: quarantine,
        passwordSyncEnabled: phs,
        passwordWritebackEnabled: rng.chance(0.3),
      },
    },
    users: {},
    groups: {},
    directoryRoles: {},
    provisioning: {},
  };
}
/** A partition as the wizard leaves it: either the root with exceptions, or the containers that were ticked. */
function partitionOf(rng: Random, included: readonly string[], root: string, excluded: readonly string[]) {
  const wholeDomain = rng.chance(0.4);
  return {
    Selected: true,
    Identifier: rng.guid(),
    CreationTime: "2022-05-10T09:00:00Z",
    LastModificationTime: "2024-03-01T10:00:00Z",
    ContainerInclusionList: wholeDomain ? [root] : [...included],
    ContainerExclusionList: [...excluded],
  };
}
function premisesOf(rng: Random, t: Tenant): Premises {
  const base = structuredClone(baseline.world.premises);
  const [OS, OSVersion, DotNetRelease] = rng.of(SERVERS);
  const dns = [t.root, ...t.staff, ...t.outside, t.groupsOu, ...(t.child === null ? [] : [t.child.dn, t.child.staff])];
  const connect = t.tool === "connect";
  const agent = {
    Installed: true,
    Version: "1.1.2505.0",
    ServiceStatus: "Running",
    Active: true,
    LastCheckIn: "",
    GmsaOk: true,
    LastErrors: [],
  };
  return {
    ...base,
    server: {
      ...base.server,
      OS,
      OSVersion,
      DotNetRelease,
      ConnectVersion: connect ? rng.of(VERSIONS) : null,
      FreeDiskMB: 20_000 + rng.below(80_000),
      Database: connect ? { Kind: "LocalDB", SizeMB: 400 + rng.below(5000), LimitMB: 10_240 } : null,
      PendingReboot: rng.chance(0.15),
    },
    services: {
      ...(connect
        ? {
            ADSync: {
              DisplayName: "Microsoft Entra ID Sync",
              Status: "Running",
              StartType: "Automatic",
              StartName: "NT SERVICE\\ADSync",
            },
          }
        : {
            AADConnectProvisioningAgent: {
              DisplayName: "Microsoft Azure AD Connect Provisioning Agent",
              Status: "Running",
              StartType: "Automatic",
              StartName: `${t.netbios}\\provAgentgMSA$`,
            },
          }),
      AzureADConnectAgentUpdater: base.services["AzureADConnectAgentUpdater"]!,
      W32Time: base.services["W32Time"]!,
    },
    network: {
      "*": base.network["*"]!,
      ...(rng.chance(0.4)
        ? Object.fromEntries(
            t.controllers.map((c, i) => [`${c}:389`, { Dns: [`10.20.0.${11 + i}`], Tcp: "open" as const }]),
          )
        : {}),
    },
    ...(connect ? {} : { scheduler: undefined, exportDeletionThreshold: undefined }),
    globalSettings: connect
      ? { ...base.globalSettings, "Microsoft.SynchronizationOption.AnchorAttribute": t.anchor }
      : {},
    connectors: connect
      ? {
          [t.adConnector]: {
            Type: "AD",
            Account: t.account,
            AccountState: "ok",
            Partitions: {
              [t.root]: partitionOf(rng, [...t.staff, t.groupsOu], t.root, t.outside),
              ...(t.child === null ? {} : { [t.child.dn]: partitionOf(rng, [t.child.staff], t.child.dn, []) }),
            },
          },
          [t.cloudConnector]: {
            Type: "Extensible2",
            Account: t.identity.name,
            AccountState: "ok",
            ...(t.identity.kind === "application"
              ? {
                  ConnectorIdentityType: "Application",
                  CertificateThumbprint: rng.guid().replaceAll("-", "").toUpperCase(),
                  CertificateNotAfter: "2027-09-01T00:00:00Z",
                }
              : {}),
          },
        }
      : {},
    runHistory: [],
    syncRules: connect ? rulesFor(t.adConnector, t.cloudConnector) : [],
    connectorSpace: [],
    eventLog: [],
    provisioningAgent: connect ? null : agent,
    directory: {
      forests: {
        [t.forest]: {
          upnSuffixes: [t.domain, ...(t.second === null ? [] : [t.second])],
          objects: Object.fromEntries(dns.map((dn) => [dn, container(rng, dn)])),
        },
      },
    },
  };
}
/** The tenant's world at a moment, without people. */
export function emptyWorldOf(rng: Random, t: Tenant, wishes: Wishes, at: Date): World {
  const cloud = cloudOf(rng, t, wishes);
  if (t.job !== null)
    cloud.provisioning = {
      [t.job.servicePrincipal]: {
        displayName: t.forest,
        appDisplayName: "Active Directory to Azure Active Directory Provisioning",
        jobs: {
          [t.job.id]: {
            templateId: "AD2AADProvisioning",
            schedule: { interval: "PT2M", state: "Active" },
            schema: {
              synchronizationRules: [
                {
                  id: t.job.rule,
                  name: "AD to Microsoft Entra ID",
                  containerFilter: { includedContainers: [...t.staff, ...(t.child === null ? [] : [t.child.staff])] },
                },
              ],
            },
            status: { code: "Active", countSuccessiveCompleteFailures: 0, escrowsPruned: false, progress: [] },
          },
        },
      },
    };
  const world = { now: iso(at), cloud, premises: premisesOf(rng, t) };
  return checkWorld(JSON.parse(JSON.stringify(world)), `the tenant of ${t.company}`);
}
/** A moment in the working hours of a season in which the versions above are supported. */
export const momentOf = (rng: Random): Date =>
  new Date(Date.parse("2026-10-19T07:00:00Z") + rng.below(80) * DAY + rng.below(11 * 60) * 60_000);
