import { defineCheck } from "../../identity/define";
import { ENGINE, eventsOf } from "../../identity/events";
import { brokenRuns } from "../../identity/runs";
import { cite } from "../../domain";
/** Security products and policies, only by their own events: denied logons (4625 with a right not granted), AppLocker, WDAC, antivirus, execution policy. */
export const interference = defineCheck({
  id: "server.interference",
  title: "No security software and no policy stops the engine or the agent",
  guide: "server.software",
  needs: ["server.events", "now"],
  wants: ["server.runHistory", "server.connectors", "server.services", "server.provisioningAgents", "server.host"],
  messages: {
    none: "No event shows that security software or a policy interferes.",
    logon: {
      code: "software-interference",
      text: "A policy denies the logon that setting up or starting {what} needs (event {id} at {at}, status 0xC000015B: the logon type is not granted on this computer).",
      advice: [
        'Find the policy that denies the logon on this server (gpresult /h report.html, "Deny log on" and "Log on as" rights): run the set-up with an account of the tier that may log on here, or exempt it for the time of the set-up.',
      ],
    },
    product: {
      code: "software-interference",
      text: "Security software stopped a file of {what} ({provider} event {id} at {at}).",
      advice: [
        "Exempt the folders Microsoft Azure AD Sync, %ProgramData%\\AADConnect and the service profile from scanning and control, then restart the service.",
      ],
    },
    locked: {
      code: "software-interference",
      text: "Another program holds a file of {what} open (event {id} at {at}, 0x80070020: sharing violation).",
      advice: [
        "Find who holds it (handle.exe or Resource Monitor), usually a virus scanner or a backup; exempt the folders Microsoft Azure AD Sync, %ProgramData%\\AADConnect and the service profile, then restart the service.",
      ],
    },
    execution: {
      code: "software-interference",
      text: "The PowerShell execution policy set by group policy ({policy}) does not let the agent's scripts run.",
      advice: ["Set the machine policy to RemoteSigned, or leave it undefined, for this server."],
    },
  },
  evaluate({
    "server.events": events,
    now,
    "server.services": services,
    "server.provisioningAgents": agents,
    "server.host": host,
    "server.runHistory": runs,
    "server.connectors": connectors,
  }) {
    const log = events.state === "seen" ? events.value : [],
      at = now.state === "seen" ? now.value : "";
    const down = (n: string): boolean =>
      services.state === "seen" && services.value.some((s) => s.Name === n && s.Status !== "Running");
    const what = down("AADConnectProvisioningAgent")
      ? "the provisioning agent"
      : down("ADSync")
        ? "the synchronization service"
        : null;
    const denied = eventsOf(log, /Security-Auditing/i, [4625], at, 72).find((e) => /0xC000015B/i.test(e.Message));
    if (denied !== undefined && what !== null)
      return {
        verdict: "fail",
        message: "logon",
        standing: "blocking",
        proof: "timed",
        data: { what, id: denied.Id, at: denied.TimeCreated },
        evidence: [cite(`${denied.ProviderName} ${denied.Id} at ${denied.TimeCreated}, status 0xC000015B`, events)],
        suggests: [],
      };
    const broken =
      runs.state === "seen" &&
      connectors.state === "seen" &&
      brokenRuns(
        runs.value,
        connectors.value.map((c) => c.Name),
      ).length > 0;
    const product = [
      ...eventsOf(log, /AppLocker/i, [8004, 8007], at, 72),
      ...eventsOf(log, /CodeIntegrity/i, [3077, 3033], at, 72),
      ...eventsOf(log, /Windows Defender/i, [1116, 1117, 1121], at, 72),
    ].find((e) => /Azure AD Sync|miiserver|AADConnect|sqlservr/i.test(e.Message));
    if (product !== undefined)
      return {
        verdict: "fail",
        message: "product",
        standing: what === null && !broken ? "degrading" : "blocking",
        proof: "timed",
        data: { what: what ?? "the engine", provider: product.ProviderName, id: product.Id, at: product.TimeCreated },
        evidence: [cite(`${product.ProviderName} ${product.Id} at ${product.TimeCreated}`, events)],
        suggests: [],
      };
    const locked = eventsOf(log, ENGINE, [2005, 6300, 6301, 6306, 6311, 6401, 6801, 6803], at, 24).find((e) =>
      /0x80070020/i.test(e.Message),
    );
    if (locked !== undefined && (broken || what !== null))
      return {
        verdict: "fail",
        message: "locked",
        standing: "blocking",
        proof: "timed",
        data: { what: what ?? "the engine", id: locked.Id, at: locked.TimeCreated },
        evidence: [cite(`${locked.ProviderName} ${locked.Id} at ${locked.TimeCreated}, 0x80070020`, events)],
        suggests: [],
      };
    const policy = host.state === "seen" ? host.value.ExecutionPolicy?.["MachinePolicy"] : undefined,
      agentDown = agents.state === "seen" && agents.value.some((a) => a.Active === false);
    if (policy !== undefined && /^(AllSigned|Restricted)$/i.test(policy) && (agentDown || what !== null))
      return {
        verdict: "fail",
        message: "execution",
        standing: "blocking",
        proof: "timed",
        data: { policy },
        evidence: [cite(`ExecutionPolicy MachinePolicy ${policy}`, host)],
        suggests: [],
      };
    return { verdict: "pass", message: "none" };
  },
});
