import { defineCheck } from "../../identity/define";
import { domainOf, isWithin } from "../../identity/dn";
import { ENGINE, eventsOf } from "../../identity/events";
import { adConnectors, readsForestOf } from "../../identity/place";
import { brokenRuns } from "../../identity/runs";
import { cite, type Claim } from "../../domain";
import { isDc } from "../network/endpoints";
const CREDENTIALS = /^(no-start-credentials|stopped-bad-server-credentials)$/,
  CONNECTION =
    /^(no-start-connection|no-start-no-domain-controller|no-start-server|stopped-server-down|stopped-connectivity|no-start-ma)$/;
/** The AD side of the engine: credentials, reachability and replication are told apart by the run's result and by probes of the controllers. */
export const adConnector = defineCheck({
  id: "connectors.ad",
  title: "Each AD connector logs on and reaches a domain controller",
  guide: "server.accounts",
  needs: ["server.connectors", "server.runHistory"],
  wants: ["server.endpoints", "server.events", "now", "ad.user"],
  messages: {
    fine: "The AD connectors' newest runs began and ended.",
    credentials: {
      code: "ad-connector-credentials",
      text: "{connector} cannot log on to Active Directory as {account}: its runs end with {result}.",
      advice: [
        "Unlock or re-enable {account}, or set its password and enter the same one in Synchronization Service Manager › Connectors › {connector} › Connect to Active Directory Forest; then Start-ADSyncSyncCycle.",
      ],
    },
    unreachable: {
      code: "domain-controller-unreachable",
      text: "{connector} gets no answer from a domain controller{host}: its runs end with {result}.",
      advice: [
        "Start the controller, or mend the way to it (TCP 53, 88, 135, 389, 445 and 49152-65535); preferred controllers stand in the connector's properties. Then re-check.",
      ],
    },
    replication: {
      code: "replication-disabled",
      text: "A domain controller has replication switched off (error {error}).",
      advice: [
        "On the controller: repadmin /options <DC> -DISABLE_OUTBOUND_REPL -DISABLE_INBOUND_REPL, then repadmin /syncall.",
      ],
    },
  },
  evaluate({
    "server.connectors": connectors,
    "server.runHistory": runs,
    "server.endpoints": probes,
    "server.events": events,
    now,
    "ad.user": ad,
  }) {
    if (connectors.state !== "seen" || runs.state !== "seen") return { verdict: "skip", message: "fine" };
    const out: Claim<"fine" | "credentials" | "unreachable" | "replication">[] = [],
      ads = adConnectors(connectors.value),
      at = now.state === "seen" ? now.value : "";
    const errors = runs.value.slice(0, 12).flatMap((r) => r.Errors),
      off = errors.find((e) => /^(8456|8457)$/.test(e.ErrorCode ?? "") || /^(8456|8457)$/.test(e.ErrorType)),
      switches =
        events.state === "seen"
          ? eventsOf(events.value, /ActiveDirectory_DomainService|NTDS/i, [1113, 1114, 1115, 1116], at, 24 * 30)
          : [];
    // 1114 and 1116 say that the direction which 1113 or 1115 switched off is on again.
    const dsEvents = switches.filter(
      (e) =>
        [1113, 1115].includes(e.Id) &&
        !switches.some((x) => x.Id === e.Id + 1 && x.MachineName === e.MachineName && x.TimeCreated > e.TimeCreated),
    );
    if (off !== undefined || dsEvents.length > 0)
      out.push({
        verdict: "fail",
        message: "replication",
        standing: "blocking",
        data: { error: off?.ErrorCode ?? off?.ErrorType ?? `event ${dsEvents[0]!.Id}` },
        evidence: [
          cite(
            off !== undefined
              ? `run error ${off.ErrorType} ${off.ErrorCode ?? ""}`
              : `${dsEvents[0]!.ProviderName} ${dsEvents[0]!.Id} at ${dsEvents[0]!.TimeCreated}`,
            off !== undefined ? runs : events,
          ),
        ],
        suggests: [],
      });
    for (const r of brokenRuns(
      runs.value,
      ads.map((c) => c.Name),
    )) {
      const c = ads.find((x) => x.Name === r.ConnectorName)!;
      const evidence = [
        cite(
          `${r.ConnectorName} ${r.RunProfileName} ${r.StartDate}: ${r.Result}${r.Errors[0] === undefined ? "" : `, ${r.Errors[0].ErrorType} ${r.Errors[0].ErrorCode ?? ""} ${r.Errors[0].ErrorLiteral ?? ""}`}`,
          runs,
        ),
      ];
      const affected = r.Errors.map((e) => e.ObjectDn).filter((dn) => /^DC=/i.test(dn)),
        mine =
          ad.state !== "seen" ||
          (affected.length === 0 ? readsForestOf(c, ad.value) : affected.some((dn) => isWithin(ad.value.dn, dn)));
      const standing = mine ? ("blocking" as const) : ("degrading" as const);
      if (CREDENTIALS.test(r.Result) && !out.some((o) => o.message === "credentials")) {
        const event = events.state === "seen" ? eventsOf(events.value, ENGINE, [6000], at, 72)[0] : undefined;
        out.push({
          verdict: "fail",
          message: "credentials",
          standing,
          data: { connector: c.Name, account: c.Account ?? "its account", result: r.Result },
          evidence: [
            ...evidence,
            ...(event === undefined ? [] : [cite(`ADSync 6000 at ${event.TimeCreated}`, events)]),
          ],
          suggests: [],
        });
      }
      if (CONNECTION.test(r.Result) && !out.some((o) => o.message === "unreachable")) {
        const list = probes.state === "seen" ? probes.value.filter(isDc) : [],
          downHosts = [...new Set(list.map((p) => p.Host))].filter((h) =>
            list.filter((p) => p.Host === h).every((p) => p.Tcp !== "open"),
          ),
          named = list.length > 0 && list.every((p) => p.Dns.length === 0);
        // Names that do not resolve at all are the cause; the controller only seems silent.
        if (named) continue;
        const oneClosed =
          list.some((p) => p.Tcp !== "open" && list.some((q) => q.Host === p.Host && q.Tcp === "open")) &&
          downHosts.length === 0;
        if (oneClosed) continue;
        out.push({
          verdict: "fail",
          message: "unreachable",
          standing,
          data: {
            connector: c.Name,
            host:
              downHosts.length > 0
                ? ` (${downHosts.slice(0, 3).join(", ")})`
                : affected.length > 0
                  ? ` of ${domainOf(affected[0]!)}`
                  : "",
            result: r.Result,
          },
          evidence: [
            ...evidence,
            ...list
              .filter((p) => p.Tcp !== "open")
              .slice(0, 4)
              .map((p) => cite(`${p.Host}:${p.Port}: TCP ${p.Tcp}`, probes)),
          ],
          suggests: [],
        });
      }
    }
    return out.length > 0 ? out : { verdict: "pass", message: "fine" };
  },
});
