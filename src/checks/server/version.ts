import { defineCheck } from "../../identity/define";
import { cloudConnectors } from "../../identity/place";
import { brokenRuns } from "../../identity/runs";
import { compareVersions } from "../../identity/versions";
import { cite } from "../../domain";
import { RETIREMENTS } from "./versions";
/** A retired build explains a cloud side that refuses; one whose runs succeed is a note, whatever the table says. */
export const version = defineCheck({
  id: "server.version",
  title: "The version of Entra Connect is supported on the day of the case",
  guide: "server.prerequisites",
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/connect/reference-connect-version-history"],
  needs: ["server.host", "now"],
  wants: ["server.runHistory", "server.connectors", "server.services"],
  messages: {
    supported: "The version is supported.",
    none: "No Entra Connect version was read.",
    retired: {
      code: "sync-version-retired",
      text: "Entra Connect {version} no longer works with the service: {says}.",
      advice: [
        "Upgrade to the newest build from the Entra admin center (in place, or as a new staging server); check the prerequisites first: Windows Server 2016 or later, .NET 4.7.2, TLS 1.2.",
      ],
    },
    partly: {
      code: "sync-version-retired",
      text: "Entra Connect {version} works only in part: {says}.",
      advice: ["Upgrade before you need the wizard: the newest build is in the Entra admin center."],
    },
  },
  evaluate({ "server.host": host, now, "server.runHistory": runs, "server.connectors": connectors }) {
    const v = host.state === "seen" ? host.value.ConnectVersion : null,
      at = now.state === "seen" ? now.value : "";
    if (v === null || v === undefined || host.state !== "seen") return { verdict: "skip", message: "none" };
    const hits = RETIREMENTS.filter((r) => Date.parse(r.from) <= Date.parse(at) && compareVersions(v, r.below) < 0),
      all = hits.find((h) => h.effect === "all"),
      wizard = hits.find((h) => h.effect === "wizard");
    const history = runs.state === "seen" && connectors.state === "seen",
      broken = history
        ? brokenRuns(
            runs.value,
            cloudConnectors(connectors.value).map((c) => c.Name),
          )
        : [];
    const evidence = [
      cite(`ConnectVersion ${v}`, host),
      ...broken.slice(0, 2).map((r) => cite(`${r.RunProfileName} ${r.StartDate}: ${r.Result}`, runs)),
    ];
    if (all !== undefined && (broken.length > 0 || !history))
      return {
        verdict: "fail",
        message: "retired",
        standing: "blocking",
        data: { version: v, says: all.says },
        evidence,
        suggests: [],
      };
    if (all !== undefined)
      return {
        verdict: "warn",
        message: "partly",
        standing: "degrading",
        proof: "told",
        data: { version: v, says: `${all.says}, yet its runs still succeed` },
        evidence,
        suggests: [],
      };
    if (wizard !== undefined)
      return {
        verdict: "warn",
        message: "partly",
        standing: "degrading",
        data: { version: v, says: wizard.says },
        evidence,
        suggests: [],
      };
    return { verdict: "pass", message: "supported" };
  },
});
