/**
 * What no step of the guide may do over the facts of a world: stay silent about what was read, and call in order what a fact contradicts. What
 * contradicts is written from Microsoft's documentation and judges the facts as they came: nothing of the product's judgement is used for it.
 */
import type { Diagnosis, FactSet } from "../../src/domain";
import { GUIDE, type CheckNode } from "../../src/guide";
import { verdictOf } from "../../src/triage/node-verdict";
import { READING_SPECS } from "../../src/triage/readings";
import { OVERVIEW } from "../../src/triage/walk";
import { walkView, type StepShown } from "../../src/triage/walk-view";

export const CHECKED: readonly CheckNode[] = GUIDE.flatMap((c) => c.nodes).filter((n) => n.kind === "check");

const valueOf = <K extends keyof FactSet>(facts: FactSet, key: K) => {
  const f = facts[key];
  return f.state === "seen" ? f.value : undefined;
};
const isAbsent = (facts: FactSet, key: keyof FactSet): boolean => facts[key].state === "absent";
/** The step's card of a case, as data. */
const stepOf = (node: string, diagnosis: Diagnosis): StepShown => {
  const shown = walkView({ diagnosis, approvals: [], state: { at: node, trail: [OVERVIEW] } });
  if (shown.kind !== "step") throw new Error(`${node} is no step`);
  return shown;
};
/** Checked steps that name a fact which was read, and show nothing of it. */
export const mutesOf = (facts: FactSet, diagnosis: Diagnosis): string[] =>
  CHECKED.filter((n) => {
    const isRead = n.shows.some((id) =>
      READING_SPECS[id].facts.some((f) => facts[f].state === "seen" || facts[f].state === "absent"),
    );
    const { readings, result } = stepOf(n.id, diagnosis);
    return isRead && (result.trim() === "" || readings.every((r) => r.says.trim() === ""));
  }).map((n) => n.id);

/** The two hosts that every cycle needs (Entra Connect prerequisites: connectivity). */
const needed = (facts: FactSet) =>
  (valueOf(facts, "server.endpoints") ?? []).filter((p) =>
    /^(login|adminwebservice)\.microsoftonline\.com$/i.test(p.Host),
  );
/** Newest run of each connector and profile. */
const newestRuns = (facts: FactSet) => [
  ...new Map(
    [...(valueOf(facts, "server.runHistory") ?? [])]
      .filter((r) => r.EndDate !== null)
      .sort((a, b) => Date.parse(a.StartDate) - Date.parse(b.StartDate))
      .map((r) => [`${r.ConnectorName} ${r.RunProfileName}`, r]),
  ).values(),
];
/** sourceAnchor of a GUID: base64 of its bytes in .NET order (Entra Connect design concepts: sourceAnchor). */
function anchorOf(guid: string | undefined): string | undefined {
  const hex = guid?.replace(/[{}-]/g, "") ?? "";
  if (!/^[0-9a-f]{32}$/i.test(hex)) return undefined;
  const bytes = Buffer.from(hex, "hex");
  const order = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];
  return Buffer.from(order.map((i) => bytes[i]!)).toString("base64");
}
const isGuidAnchored = (facts: FactSet): boolean => {
  const setting = valueOf(facts, "server.globalSettings")?.["Microsoft.SynchronizationOption.AnchorAttribute"];
  return setting === undefined || /^(objectGUID|mS-DS-ConsistencyGuid)$/i.test(String(setting));
};
/** True where the fact speaks against the step's title. */
type Contradiction = (facts: FactSet) => boolean;
const noCloudObject: Contradiction = (f) => isAbsent(f, "entra.user") && valueOf(f, "entra.object") === undefined;
const otherAnchor: Contradiction = (f) => {
  const ad = valueOf(f, "ad.user"),
    cloud = valueOf(f, "entra.user");
  if (ad === undefined || cloud === undefined || !isGuidAnchored(f)) return false;
  const own = [anchorOf(ad["mS-DS-ConsistencyGuid"]), anchorOf(ad.objectGUID)];
  return !own.includes(cloud.onPremisesImmutableId ?? undefined);
};
const lacksARight: Contradiction = (f) => (valueOf(f, "server.missingRights") ?? []).some((m) => m.Missing.length > 0);
/** By step: what contradicts that it is in order. */
export const CONTRADICTIONS: Readonly<Record<string, readonly Contradiction[]>> = {
  "basics.person": [(f) => isAbsent(f, "ad.user") && noCloudObject(f)],
  "basics.scope": [
    (f) => valueOf(f, "cs.chain")?.adCs === null,
    (f) => {
      const ad = valueOf(f, "ad.user");
      if (ad === undefined) return false;
      const domain = ad.dn.slice(ad.dn.search(/DC=/i)).toLowerCase();
      const own = (valueOf(f, "server.connectors") ?? [])
        .flatMap((c) => c.Partitions)
        .filter((p) => p.DN.toLowerCase() === domain);
      return own.length > 0 && own.every((p) => !p.Selected);
    },
  ],
  "network.ports": [(f) => needed(f).some((p) => p.Tcp !== "open" && p.ViaProxy?.Tcp !== "open")],
  "network.urls": [(f) => needed(f).some((p) => p.Dns.length === 0 && p.ViaProxy === undefined)],
  "network.test": [
    (f) => needed(f).some((p) => p.Tls?.Error !== undefined && p.ViaProxy === undefined),
    (f) => Math.abs(valueOf(f, "server.host")?.ClockSkewSeconds ?? 0) > 300,
  ],
  "services.sync": [
    (f) => (valueOf(f, "server.services") ?? []).some((s) => s.Name === "ADSync" && s.Status !== "Running"),
  ],
  "services.cloud": [
    (f) => valueOf(f, "entra.organization")?.onPremisesSyncEnabled === false,
    (f) => {
      const quota = valueOf(f, "entra.organization")?.directorySizeQuota;
      return quota != null && quota.used >= quota.total;
    },
  ],
  "server.permissions": [lacksARight],
  "quarantine.rights": [lacksARight],
  "server.certificates": [(f) => (valueOf(f, "server.host")?.MissingRootCertificates ?? []).length > 0],
  "server.prerequisites": [
    (f) => {
      const db = valueOf(f, "server.host")?.Database;
      return db?.Kind !== "SQLServer" && db?.LimitMB !== undefined && (db.SizeMB ?? 0) >= db.LimitMB;
    },
  ],
  "cycles.status": [
    (f) => valueOf(f, "server.scheduler")?.SyncCycleEnabled === false,
    (f) => valueOf(f, "server.scheduler")?.StagingModeEnabled === true,
    (f) => valueOf(f, "server.scheduler")?.SchedulerSuspended === true,
  ],
  "cycles.results": [
    (f) => newestRuns(f).some((r) => /^(stopped|no-start|completed-.*-errors?$|missing-)/.test(r.Result)),
  ],
  "cycles.messages": [
    (f) => {
      const chain = valueOf(f, "cs.chain");
      return chain?.adCs?.HasSyncError === true || chain?.entraCs?.HasExportError === true;
    },
  ],
  "objects.attributes": [
    noCloudObject,
    (f) => (valueOf(f, "entra.user")?.onPremisesProvisioningErrors ?? []).length > 0,
  ],
  "objects.status": [noCloudObject, (f) => valueOf(f, "entra.user")?.assignedLicenses?.length === 0],
  "objects.matching": [noCloudObject, otherAnchor],
  "anchors.reprovisioned": [noCloudObject, otherAnchor],
  "objects.duplicates": [
    (f) => {
      const upn = valueOf(f, "ad.user")?.userPrincipalName?.toLowerCase();
      const rivals = valueOf(f, "entra.relatedUsers") ?? [];
      return upn !== undefined && rivals.some((u) => u.userPrincipalName.toLowerCase() === upn);
    },
  ],
  "quarantine.identify": [
    (f) => (valueOf(f, "entra.user")?.onPremisesProvisioningErrors ?? []).length > 0,
    (f) =>
      (valueOf(f, "entra.syncJobs") ?? []).some(
        (j) => j.status.code === "Quarantine" && /user/i.test(j.templateId ?? "user"),
      ),
  ],
  "confirm.presence": [(f) => isAbsent(f, "ad.user"), noCloudObject, otherAnchor],
  "confirm.signIn": [noCloudObject, (f) => valueOf(f, "entra.user")?.accountEnabled === false],
  "confirm.logs": [
    (f) => {
      const chain = valueOf(f, "cs.chain");
      return chain?.adCs?.HasSyncError === true || chain?.entraCs?.HasExportError === true;
    },
  ],
};
/** Checked steps that are called in order although a fact contradicts it. */
export const contradictedOf = (facts: FactSet, diagnosis: Diagnosis): string[] =>
  CHECKED.filter(
    (n) =>
      verdictOf(n, diagnosis) === "pass" && (CONTRADICTIONS[n.id] ?? []).some((speaksAgainst) => speaksAgainst(facts)),
  ).map((n) => n.id);
