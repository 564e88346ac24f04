/** A second thing that is wrong, or was: none of it explains what is asked. */
import type { Draft } from "./draft";
import { MINUTE } from "./ids";

/** The engine breaks some time after an object's fault has shown itself: it explains nothing of it. */
export function breakLate(d: Draft): void {
  const at = d.before((50 + d.rng.below(60)) * MINUTE);
  if (d.tenant.tool !== "connect" || d.now.getTime() + 90 * MINUTE > at.getTime()) return;
  d.skipTo(at, 4);
  // The lab's export forgets an error whose object it could not read; the engine's would keep it.
  const newest = d.premises.runHistory.find(
    (r) => r.ConnectorName === d.tenant.cloudConnector && r.RunProfileName === "Export",
  );
  d.rng.of([
    () => (d.premises.scheduler!.SyncCycleEnabled = false),
    () => (d.premises.scheduler!.SchedulerSuspended = true),
    ...(newest?.Errors.length === 0 ? [() => (d.ad.AccountState = "locked" as const)] : []),
  ])();
}
/** Some runs failed hours ago and have been well since. */
export function healLately(d: Draft): void {
  const { runHistory } = d.premises,
    newest = d.end.getTime() - 65 * MINUTE;
  const [connector, profile, Result] = d.rng.of([
    [d.tenant.adConnector, "Delta Import", "no-start-connection"],
    [d.tenant.adConnector, "Delta Import", "no-start-credentials"],
    [d.tenant.cloudConnector, "Delta Import", "stopped-extension-dll-exception"],
    [d.tenant.cloudConnector, "Delta Import", "stopped-connectivity"],
  ] as const);
  for (const run of runHistory)
    if (
      run.ConnectorName === connector &&
      run.RunProfileName === profile &&
      run.Result === "success" &&
      Date.parse(run.StartDate) < newest &&
      d.rng.chance(0.6)
    )
      run.Result = Result;
}
/** The way to the cloud leads through a proxy that works: what the direct way says means nothing. */
export function proxyThatWorks(d: Draft): void {
  if (Object.keys(d.premises.network).some((k) => k.endsWith("microsoftonline.com:443"))) return;
  const address = `http://proxy.${d.tenant.forest}:8080`;
  d.premises.server.Proxy = { WinHttp: address, MachineConfig: { ProxyAddress: address } };
  const good = structuredClone(d.premises.network["*"]!);
  for (const host of [
    "login.microsoftonline.com",
    "login.windows.net",
    "adminwebservice.microsoftonline.com",
    "graph.microsoft.com",
  ])
    d.premises.network[`${host}:443`] = { Dns: ["20.190.177.21"], Tcp: "timeout", ViaProxy: good };
}
/** A second forest that has nothing to do with the person, and does not answer. */
export function otherForestDown(d: Draft): void {
  if (d.tenant.tool !== "connect") return;
  const name = "legacy.example",
    root = "DC=legacy,DC=example";
  d.premises.connectors[name] = {
    Type: "AD",
    Account: "LEGACY\\MSOL_0a1b2c3d4e5f",
    AccountState: "expired",
    Partitions: { [root]: { Selected: true, ContainerInclusionList: [root], ContainerExclusionList: [] } },
  };
  d.premises.directory.forests[name] = {
    upnSuffixes: [],
    objects: { [root]: { objectClass: ["top", "domain", "domainDNS"], objectGUID: d.rng.guid(), dc: "legacy" } },
  };
}
/** A host of the past week that was short of something and is not now. */
export function oddHost(d: Draft): void {
  const { server } = d.premises;
  if (d.tenant.tool !== "connect") return;
  d.rng.of([
    () => (server["FipsAlgorithmPolicyEnabled"] = 1),
    () => (server.ClockSkewSeconds = 40 + d.rng.below(120)),
    () => Object.assign(server.Database as object, { SizeMB: 9300 }),
    () => (server.PendingReboot = true),
  ])();
}
/** What the bot may not read, and does not need. */
export function unreadableLogs(d: Draft): void {
  const denied = {
    error: { code: "Authorization_RequestDenied", message: "Insufficient privileges to complete the operation." },
  };
  for (const path of ["/admin/serviceAnnouncement", "/auditLogs/signIns"])
    if (d.rng.chance(0.6)) d.cloud.faults.push({ method: "GET", path, status: 403, body: denied });
}
