/** What the engine writes into the Application log about its runs (adsync reference §8), and the heartbeats of password hash sync. */
import type { Draft, Run } from "./draft";
import { iso, MINUTE } from "./ids";

const ENGINE = "ADSync",
  CLOUD = "Directory Synchronization";
const COUNTS = (run: Run): string =>
  `\r\n\r\n Additional Information\r\n Discovery Errors       : "0"\r\n Synchronization Errors : "0"\r\n Metaverse Retry Errors : "0"\r\n Export Errors          : "${run.Errors.length}"\r\n Warnings               : "0"\r\n\r\n User Action\r\n View the management agent run history for details.`;

/** Result of a run → the event that tells it. */
const TOLD: Readonly<Record<string, readonly [id: number, text: string]>> = {
  "no-start-credentials": [6000, "failed to run because the credentials were invalid."],
  "no-start-connection": [6001, "was not run because a connection to the server could not be established."],
  "no-start-ma": [6001, "was not run because a connection to the server could not be established."],
  "no-start-no-domain-controller": [6007, "was not run because no domain controller is available."],
  "missing-partition-for-run-step": [
    6020,
    "failed because a partition specified in the configuration could not be located.",
  ],
  "stopped-extension-dll-exception": [6803, "failed because the server encountered errors."],
  "stopped-connectivity": [6050, "failed because of connectivity issues."],
  "stopped-server-down": [6803, "failed because the server encountered errors."],
};
function tell(d: Draft, run: Run): void {
  const at = new Date(run.EndDate ?? run.StartDate),
    agent = `The management agent "${run.ConnectorName}"`;
  const told = TOLD[run.Result];
  if (told !== undefined)
    d.log(ENGINE, told[0], "Error", `${agent} on run profile "${run.RunProfileName}" ${told[1]}${COUNTS(run)}`, at);
  if (run.Errors.length === 0 || !run.Result.startsWith("completed")) return;
  const text = `${agent} step execution completed on run profile "${run.RunProfileName}" but some objects had exceptions.`;
  d.log(ENGINE, 6100, "Warning", `${text}${COUNTS(run)}`, at);
  if (run.ConnectorName !== d.tenant.cloudConnector) return;
  for (const e of run.Errors)
    d.log(
      ENGINE,
      6941,
      "Error",
      `ECMA2 MA export run caused an error. \r\nError Name: ${e.ErrorName}\r\nError Detail: ${e.Detail ?? ""}\r\nDN: ${e.DN}`,
      at,
    );
}
/** Events of the runs that the history holds; the rest of the log has been overwritten. */
export function tellRuns(d: Draft): void {
  if (d.tenant.tool !== "connect") return;
  for (const run of d.premises.runHistory) {
    tell(d, run);
    if (run.ConnectorName === d.tenant.adConnector && run.RunProfileName === "Export")
      d.log(
        CLOUD,
        904,
        "Information",
        "Scheduler::SchedulerThreadMain : Completed configured scheduler operations.",
        new Date(run.EndDate ?? run.StartDate),
      );
  }
  const phs = d.cloud.onPremisesSynchronization?.features["passwordSyncEnabled"] === true;
  const running =
    d.premises.services["ADSync"]?.Status === "Running" && d.premises.scheduler?.StagingModeEnabled !== true;
  if (!phs || !running || d.passwordsStopped !== undefined) return;
  for (const back of [7, 37, 67]) {
    const at = d.end.getTime() - back * MINUTE,
      tracking = d.rng.guid();
    d.log(CLOUD, 653, "Information", `Provision credentials ping start. TrackingID: ${tracking}`, new Date(at - 2000));
    d.log(CLOUD, 654, "Information", `Provision credentials ping end. TrackingID: ${tracking}`, new Date(at));
  }
}
/** Event 657 of a person's hash: the proof for one user. */
export function tellPassword(d: Draft, dn: string, anchor: string, result: string, at: Date): void {
  d.log(
    CLOUD,
    657,
    "Information",
    `Password Change Result - Anchor : ${anchor}, Dn : ${dn}, PwdChangeOnLogon=False, Result : ${result}.`,
    new Date(iso(at)),
  );
}
