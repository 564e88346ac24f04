import { cite, defineCheck } from "../../domain";
import { brokenRuns, cloudConnectors, DIRSYNC, eventsOf, hoursBetween } from "../shared/engine";
const LOST = /^(InvalidCookieOrReplicaToken|UnableToContinueSync|78|112)$/i;
/** After a pause of more than seven days the cloud's watermark is gone: delta imports of the Entra connector fail until a full import, while the way is open. */
export const watermark = defineCheck({
  id: "connectors.watermark", title: "The Entra connector's watermark is still valid", guide: "basics.scope", needs: ["server.connectors", "server.runHistory", "now"], wants: ["server.events", "server.endpoints"],
  messages: {
    valid: "The Entra connector's delta imports continue where they stopped.",
    lost: { code: "full-import-required", text: "Delta imports of {connector} end with {result} although the cloud answers: after a long pause the watermark is no longer valid, and only a full import sets a new one.", advice: ["Run a full import of the Entra connector (an initial cycle does it), with the deletion threshold left on."] },
  },
  evaluate({ "server.connectors": connectors, "server.runHistory": runs, now, "server.events": events, "server.endpoints": probes }) {
    if (connectors.state !== "seen" || runs.state !== "seen") return { verdict: "skip", message: "valid" };
    const at = now.state === "seen" ? now.value : "", broken = brokenRuns(runs.value, cloudConnectors(connectors.value).map((c) => c.Name)).find((r) => /delta import/i.test(r.RunProfileName));
    const way = probes.state !== "seen" || probes.value.filter((p) => /microsoftonline\.com$/i.test(p.Host)).every((p) => p.Tcp === "open" && p.Tls?.Error === undefined && (p.Tls?.ChainStatus ?? "ok") === "ok");
    if (broken === undefined || !way) return { verdict: "pass", message: "valid" };
    const code = broken.Errors.find((e) => LOST.test(e.ErrorType) || LOST.test(e.ErrorCode ?? ""));
    const failing = runs.value.filter((r) => r.ConnectorName === broken.ConnectorName && /delta import/i.test(r.RunProfileName)), onlyImports = failing.length >= 2 && failing.every((r) => r.Result === broken.Result), others = runs.value.filter((r) => r.ConnectorName === broken.ConnectorName && /export/i.test(r.RunProfileName) && r.Result === "success").length > 0;
    const said = events.state === "seen" ? eventsOf(events.value, DIRSYNC, [109], at, 24)[0] : undefined;
    const pause = /stopped-server-down/.test(broken.Result) && onlyImports && said !== undefined;
    if (code === undefined && !pause) return { verdict: "pass", message: "valid" };
    void others; void hoursBetween;
    return { verdict: "fail", message: "lost", standing: "blocking", confidence: code === undefined ? "likely" : "certain", data: { connector: broken.ConnectorName, result: code?.ErrorType ?? broken.Result }, evidence: [...failing.slice(0, 3).map((r) => cite(`${r.RunProfileName} ${r.StartDate}: ${r.Result}`, runs)), ...(said === undefined ? [] : [cite(`${said.ProviderName} ${said.Id} at ${said.TimeCreated}`, events as never)])], suggests: ["run-full-sync"] };
  },
});
