/** What is there beside the cause: faults of the past that healed, errors of other people, harmless oddities, at times a second fault on somebody else. */
import type { Draft, Person } from "./draft";
import { tellPassword } from "./events";
import { anchorOf, DAY, HOUR, MINUTE } from "./ids";
import type { Answer, Family } from "./injection";
import { breakLate, healLately, oddHost, otherForestDown, proxyThatWorks, unreadableLogs } from "./overlays";

type Distractor = (d: Draft) => void;

/** Faults on colleagues that the cycles carry out. */
const OTHERS: readonly Distractor[] = [
  // Two colleagues hold one address: a quarantined value, or an export error in an old tenant.
  (d) => {
    const one = d.bystander(),
      other = d.bystander();
    const local = `shared.${d.rng.below(90) + 10}@${d.tenant.domain}`;
    for (const p of [one, other])
      d.change(p, { proxyAddresses: [...(p.entry["proxyAddresses"] as string[]), `smtp:${local}`] });
  },
  // A newcomer whose nickname breaks the format: an export error at every cycle.
  (d) => void d.hire(undefined, { mailNickname: ".new.starter", proxyAddresses: null, mail: null }),
  // Somebody in a container that is not selected.
  (d) => void d.hire(d.rng.of(d.tenant.outside)),
  // A protected administrator whom the connector account may not write.
  (d) => {
    if (d.tenant.tool !== "connect") return;
    const admin = d.bystander();
    d.change(admin, { adminCount: 1 });
    d.premises.permissions.push({
      Account: d.tenant.account,
      DN: admin.dn,
      Missing: ["write:msDS-KeyCredentialLink"],
      InheritanceDisabled: true,
    });
  },
];
/** Traces of the past, and oddities that mean nothing. */
const NOISE: readonly Distractor[] = [
  (d) =>
    d.log(
      "Directory Synchronization",
      106,
      "Error",
      "Failure while prefetching import from Microsoft Entra ID. System.Net.WebException: The operation has timed out.",
      old(d),
    ),
  (d) =>
    d.log(
      "Directory Synchronization",
      906,
      "Error",
      "GetSecurityToken: unable to retrieve a security token for the provisioning web service (AWS). The remote name could not be resolved: 'login.microsoftonline.com'",
      old(d),
    ),
  (d) =>
    d.log(
      "ADSync",
      6000,
      "Error",
      `The management agent "${d.tenant.adConnector}" failed to run because the credentials were invalid.`,
      old(d),
    ),
  (d) =>
    d.log(
      "Directory Synchronization",
      611,
      "Error",
      `Password hash synchronization failed for domain: ${d.tenant.forest}. Details: RPC Error 1722 : The RPC server is unavailable.`,
      old(d),
    ),
  (d) =>
    d.log(
      "Service Control Manager",
      7000,
      "Error",
      "The Microsoft Entra ID Sync service failed to start due to the following error: \r\nThe service did not start due to a logon failure.",
      old(d),
      "System",
    ),
  (d) =>
    d.log("ADSync", 6323, "Error", "The server encountered an error because SQL Server is out of disk space.", old(d)),
  (d) =>
    d.log(
      "Microsoft-Windows-DistributedCOM",
      10016,
      "Warning",
      "The application-specific permission settings do not grant Local Activation permission for the COM Server application.",
      recent(d),
      "System",
    ),
  (d) =>
    d.log(
      "Microsoft-Windows-User Profiles Service",
      1530,
      "Warning",
      "Windows detected your registry file is still in use by other applications or services.",
      recent(d),
    ),
  (d) => {
    d.premises.network["dc.services.visualstudio.com:443"] = { Dns: ["203.0.113.77"], Tcp: "timeout" };
  },
  (d) => {
    d.premises.network["graph.windows.net:443"] = { Dns: ["203.0.113.78"], Tcp: "refused" };
  },
  (d) => {
    const colleague = d.colleague(),
      id = d.cloudOf(colleague)![0];
    d.audit("Reset user password", id, { user: { userPrincipalName: `admin@${d.tenant.initial}` } }, [], recent(d));
  },
  (d) => {
    const colleague = d.colleague(),
      id = d.cloudOf(colleague)![0];
    d.audit("Change user license", id, { user: { userPrincipalName: `admin@${d.tenant.initial}` } }, [], old(d));
  },
  (d) => {
    d.cloudOnly({
      userPrincipalName: `partner_adatum.com#EXT#@${d.tenant.initial}`,
      displayName: "Partner Contact",
      userType: "Guest",
      mail: "partner@adatum.com",
      proxyAddresses: ["SMTP:partner@adatum.com"],
    });
  },
  (d) => {
    const gone = d.rng.guid();
    d.cloud.deletedUsers[gone] = {
      userPrincipalName: `${gone.replaceAll("-", "")}trainee@${d.tenant.domain}`,
      displayName: "Summer Trainee",
      deletedDateTime: new Date(d.end.getTime() - 9 * DAY).toISOString(),
      proxyAddresses: [],
      onPremisesProvisioningErrors: [],
    };
  },
  (d) => {
    d.cloud.serviceIssues.push({
      id: "EX880011",
      title: "Some users' mail may be delayed",
      service: "Exchange Online",
      feature: "E-Mail timely delivery",
      status: "serviceRestored",
      isResolved: true,
      classification: "incident",
      startDateTime: new Date(d.end.getTime() - 6 * DAY).toISOString(),
      endDateTime: new Date(d.end.getTime() - 5 * DAY).toISOString(),
    });
  },
  (d) => {
    for (const p of [d.colleague(), d.colleague()]) {
      const at = new Date(d.end.getTime() - 8 * HOUR + d.rng.below(400) * MINUTE);
      if (d.tenant.tool === "connect" && d.passwordsStopped === undefined && runsAt(d, at))
        tellPassword(d, p.dn, d.anchor(p), "Success", at);
    }
  },
];
/** What looks like a cause of the vocabulary and is none. */
const LOOKALIKES: readonly Distractor[] = [
  // Inspection of a host that sync does not need.
  (d) => {
    const Tls = {
      Protocol: "Tls12",
      Issuer: `CN=${d.tenant.company} Web Filter CA, O=${d.tenant.company}`,
      ChainStatus: "ok",
    };
    d.premises.network["www.example.org:443"] = { Dns: ["203.0.113.80"], Tcp: "open", Tls, Http: 200 };
  },
  // Little room on the disk, and runs that are well.
  (d) => {
    d.premises.server.FreeDiskMB = 2500 + d.rng.below(2000);
  },
  // A certificate that has some weeks left.
  (d) => {
    if (d.tenant.tool === "connect" && d.tenant.identity.kind === "application")
      d.entra["CertificateNotAfter"] = new Date(d.end.getTime() + 20 * DAY).toISOString();
  },
  // An account of the engine that is no longer in use keeps failing somewhere.
  (d) => {
    if (d.tenant.tool !== "connect" || d.tenant.identity.kind !== "application") return;
    d.cloud.signIns.push({
      id: d.rng.guid(),
      createdDateTime: recent(d).toISOString(),
      userPrincipalName: `Sync_OLDSYNC_5e6f7a8b9c0d@${d.tenant.initial}`,
      userId: d.rng.guid(),
      appId: "cb1056e2-e479-49de-ae31-7812af012ed8",
      appDisplayName: "Microsoft Azure Active Directory Connect",
      status: { errorCode: 50057, failureReason: "The user account is disabled.", additionalDetails: null },
    });
  },
  // An open incident of another service.
  (d) => {
    d.cloud.serviceHealth["Exchange Online"] = "serviceDegradation";
    d.cloud.serviceIssues.push({
      id: "EX881234",
      title: "Some users cannot open shared calendars",
      service: "Exchange Online",
      feature: "Calendar functionality",
      status: "serviceDegradation",
      isResolved: false,
      classification: "incident",
      startDateTime: new Date(d.end.getTime() - 2 * DAY).toISOString(),
      endDateTime: null,
    });
  },
  // Somebody of another name and account was deleted last week.
  (d) => {
    const id = d.rng.guid(),
      local = `former.${d.rng.below(90)}`;
    d.cloud.deletedUsers[id] = {
      userPrincipalName: `${id.replaceAll("-", "")}${local}@${d.tenant.domain}`,
      displayName: "Former Colleague",
      deletedDateTime: new Date(d.end.getTime() - 6 * DAY).toISOString(),
      onPremisesSyncEnabled: true,
      onPremisesImmutableId: anchorOf(d.rng.guid()),
      proxyAddresses: [`SMTP:${local}@${d.tenant.domain}`],
      onPremisesProvisioningErrors: [],
    };
  },
  // A colleague in the cloud alone, as consultants are.
  (d) =>
    void d.cloudOnly({
      userPrincipalName: `consultant${d.rng.below(90)}@${d.tenant.domain}`,
      displayName: "Visiting Consultant",
      assignedLicenses: d.licence(),
    }),
  // A colleague holds a role.
  (d) => {
    const [id] = d.cloudOf(d.colleague())!;
    d.cloud.directoryRoles["Helpdesk Administrator"] = [
      ...(d.cloud.directoryRoles["Helpdesk Administrator"] ?? []),
      id,
    ];
  },
  // A colleague's sign-in fails now and then.
  (d) => {
    const [userId, user] = d.cloudOf(d.colleague())!;
    d.cloud.signIns.push({
      id: d.rng.guid(),
      createdDateTime: recent(d).toISOString(),
      userPrincipalName: user.userPrincipalName,
      userId,
      appDisplayName: "Office 365 Exchange Online",
      status: {
        errorCode: 50126,
        failureReason: "Error validating credentials due to invalid username or password.",
        additionalDetails: null,
      },
    });
  },
];
/** A moment more than five days ago, before everything that the run history shows. */
const old = (d: Draft): Date => new Date(d.end.getTime() - (5.5 + d.rng.next() * 6) * DAY);
const recent = (d: Draft): Date => new Date(d.end.getTime() - d.rng.below(20 * 60) * MINUTE);
const runsAt = (d: Draft, at: Date): boolean =>
  d.premises.services["ADSync"]?.Status === "Running" &&
  d.premises.runHistory.some((r) => Date.parse(r.StartDate) < at.getTime());

/** The person had an error that was mended days ago: exports have been clean since. */
const refusedLongAgo = (d: Draft, about: Person): void =>
  d.log(
    "ADSync",
    6941,
    "Error",
    `ECMA2 MA export run caused an error. \r\nError Name: AttributeValueMustBeUnique\r\nError Detail: [ProxyAddresses smtp:old.alias@${d.tenant.domain};]\r\nDN: ${d.cloudDn(about)}`,
    old(d),
  );
/** Before the cause: what the cycles carry out. */
export function distractBefore(d: Draft, kind: Family["kind"]): void {
  for (const distractor of d.rng.some(OTHERS, 0.22)) distractor(d);
  if (kind === "engine") return;
  if (d.rng.chance(0.1)) otherForestDown(d);
  if (kind !== "password" && d.rng.chance(0.15)) oddHost(d);
}
/** After the cause: a later fault that does not explain it. */
export function distractLate(d: Draft, kind: Family["kind"]): void {
  if (kind === "object" && d.rng.chance(0.12)) breakLate(d);
}
/** After the last cycle: traces. */
export function distract(d: Draft, kind: Family["kind"], answer: Answer): void {
  const { about } = answer;
  if (about !== null && d.tenant.tool === "connect" && d.rng.chance(0.1)) refusedLongAgo(d, about);
  if (answer.about !== null) d.setAside(answer.about);
  if (d.colleagues().length === 0) return;
  for (const distractor of d.rng.some(NOISE, 0.25)) distractor(d);
  if (kind !== "engine") for (const distractor of d.rng.some(LOOKALIKES, 0.2)) distractor(d);
  if (kind === "engine") return;
  if (d.rng.chance(0.2)) healLately(d);
  if (d.rng.chance(0.12)) proxyThatWorks(d);
  if (kind === "object" && d.rng.chance(0.12)) unreadableLogs(d);
}
