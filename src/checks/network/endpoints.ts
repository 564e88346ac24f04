import { defineCheck } from "../../identity/define";
import { cloudConnectors } from "../../identity/place";
import { isDataPath, isDc, isSql, silentHosts } from "../../identity/probes";
import { proxySettings } from "../../identity/proxy-settings";
import { brokenRuns, lastSuccess } from "../../identity/runs";
import { AGENT_SERVICE, serviceNamed, SIGN_IN_AGENT_SERVICE, SYNC_SERVICE } from "../../identity/services";
import { unreadOf } from "../../identity/unread";
import {
  cite,
  pii,
  told,
  valueOr,
  type Claim,
  type EndpointProbe,
  type Evidence,
  type Fact,
  type Given,
} from "../../domain";

/** Answers of a filter that is not a name server: nothing, or the machine itself. */
const SINKHOLE = /^(0\.0\.0\.0|127\.|::1$|::$)/;
/** Hosts that an engine needs: Microsoft's lists for Connect Sync and for the agents of Cloud Sync and pass-through authentication. Others (telemetry, retired names, a search page) may fail. */
const SIGN_IN_HOSTS = /^(login\.microsoftonline\.com|login\.windows\.net)$/i;
const CONNECT_HOSTS =
  /^(adminwebservice\.microsoftonline\.com|provisioningapi\.microsoftonline\.com|graph\.microsoft\.com)$/i;
const AGENT_HOSTS = /\.(servicebus\.windows\.net|msappproxy\.net)$/i;
/** The agent's port for reporting, which may stay closed. */
const REPORTING_PORT = 8080;
const SHOWN_TARGETS = 5;
const SHOWN_PROBES = 6;

type Found = Claim<"name" | "closed">;
/** The engines that this server is for. */
interface Engines {
  readonly connect: boolean;
  readonly agent: boolean;
}

/** Each required endpoint in steps: name, port. A name that does not resolve is told from a port that is closed. */
export default defineCheck({
  id: "network.endpoints",
  title: {
    en: "Every required host resolves and its port is open from the server",
    de: "Jeder benötigte Host wird aufgelöst, und sein Port ist vom Server aus offen",
  },
  guide: "network.ports",
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/connect/reference-connect-ports"],
  needs: ["server.endpoints"],
  wants: ["server.services", "server.host", "server.connectors", "server.runHistory", "server.provisioningAgents"],
  messages: {
    open: {
      en: "Every required host resolves and its port is open.",
      de: "Jeder benötigte Host wird aufgelöst, und sein Port ist offen.",
    },
    name: {
      code: "name-resolution-failure",
      text: {
        en: "The server cannot resolve {hosts}: {answer}.",
        de: "Der Server kann {hosts} nicht auflösen: {answer}.",
      },
      advice: [
        {
          en: "On the server: Resolve-DnsName {first}. Check the DNS servers of its network adapter, their forwarders, and the _ldap._tcp records for domain names; then re-check.",
          de: "Auf dem Server: Resolve-DnsName {first}. Prüfen Sie die DNS-Server seines Netzwerkadapters, deren Weiterleitungen und bei Domänennamen die _ldap._tcp-Einträge; prüfen Sie danach erneut.",
        },
      ],
    },
    closed: {
      code: "endpoint-blocked",
      text: {
        en: "From the server {targets} is not reachable: {answer}.",
        de: "Vom Server aus ist {targets} nicht erreichbar: {answer}.",
      },
      advice: [
        {
          en: "Ask the network team for: allow TCP outbound from the sync server to {rule}. A deny rule above the allow rule wins; look at the firewall's log for the server's address. Test: Test-NetConnection {first}.",
          de: "Bitten Sie das Netzwerkteam: TCP ausgehend vom Synchronisierungsserver erlauben zu {rule}. Eine Verbotsregel über der Erlaubnisregel gewinnt; sehen Sie im Firewallprotokoll nach der Adresse des Servers. Test: Test-NetConnection {first}.",
        },
      ],
    },
  },
  evaluate(facts) {
    const engines = enginesOf(facts);
    const needed = valueOr(facts["server.endpoints"], []).filter((p) => isRequired(p, engines));
    const unnamed = needed.filter((p) => !hasName(p) && p.ViaProxy === undefined);
    const named = needed.filter((p) => !unnamed.includes(p));
    const found = [unresolved(facts, unnamed, named), blocked(facts, named, engines)].filter(
      (claim) => claim !== undefined,
    );
    return found.length > 0 ? found : { verdict: "pass", message: "open" };
  },
});

function enginesOf(facts: Given<never, "server.services" | "server.provisioningAgents">): Engines {
  const services = valueOr(facts["server.services"], []);
  return {
    connect: serviceNamed(services, SYNC_SERVICE) !== undefined,
    agent:
      serviceNamed(services, AGENT_SERVICE) !== undefined ||
      serviceNamed(services, SIGN_IN_AGENT_SERVICE) !== undefined ||
      valueOr(facts["server.provisioningAgents"], []).some((a) => a.Installed),
  };
}
function isRequired(p: EndpointProbe, { connect, agent }: Engines): boolean {
  if (p.Port === REPORTING_PORT) return false;
  if (SIGN_IN_HOSTS.test(p.Host) || isDc(p) || isSql(p)) return true;
  return (connect && CONNECT_HOSTS.test(p.Host)) || (agent && AGENT_HOSTS.test(p.Host));
}
const hasName = (p: EndpointProbe): boolean => p.Dns.some((address) => !SINKHOLE.test(address));
const seenProbes = (probes: readonly EndpointProbe[], from: Fact<unknown>): Evidence[] =>
  probes.slice(0, SHOWN_PROBES).map((p) =>
    cite(
      told("{host}:{port} ({purpose}): DNS {dns}, TCP {tcp}", {
        host: p.Host,
        port: p.Port,
        purpose: p.Purpose,
        dns: p.Dns.join(", ") || { en: "no answer", de: "keine Antwort" },
        tcp: p.Tcp,
      }),
      from,
    ),
  );

/** Names that do not resolve. One controller's name does not matter while another controller answers. */
function unresolved(
  facts: Given<"server.endpoints">,
  unnamed: readonly EndpointProbe[],
  named: readonly EndpointProbe[],
): Found | undefined {
  const [first] = unnamed;
  const isSpared = unnamed.every(isDc) && named.some((p) => isDc(p) && p.Tcp === "open");
  if (first === undefined || isSpared) return undefined;
  const hosts = [...new Set(unnamed.map((p) => p.Host))].slice(0, SHOWN_TARGETS);
  const [answer] = first.Dns;
  return {
    verdict: "fail",
    message: "name",
    proof: "measured",
    standing: "blocking",
    data: {
      hosts: hosts.map((h) => pii(h, "host")),
      answer:
        answer === undefined
          ? { en: "no address comes back", de: "Es kommt keine Adresse zurück" }
          : told({ en: "the answer is {answer}", de: "Die Antwort ist {answer}" }, { answer }),
      first: first.Host,
    },
    evidence: seenProbes(unnamed, facts["server.endpoints"]),
  };
}
/** Ports that are closed. A host beside the data path only hurts while exports succeed. */
function blocked(
  facts: Given<"server.endpoints", "server.host" | "server.connectors" | "server.runHistory">,
  named: readonly EndpointProbe[],
  engines: Engines,
): Found | undefined {
  const closed = closedPorts(facts, named, engines);
  const [first] = closed;
  if (first === undefined) return undefined;
  const isNeeded = (p: EndpointProbe): boolean =>
    isDataPath(p) || isDc(p) || isSql(p) || (engines.agent && AGENT_HOSTS.test(p.Host));
  const mayBeSpared = engines.connect && !closed.some(isNeeded);
  const isSpared = mayBeSpared && exportsSucceed(facts);
  // Whether exports succeed all the same, and whether the way goes through a proxy, decides whether it matters.
  const unread = [
    ...(mayBeSpared ? unreadOf(facts, "server.connectors", "server.runHistory") : []),
    ...unreadOf(facts, "server.host"),
  ];
  const [address] = first.Dns;
  return {
    verdict: isSpared ? "warn" : "fail",
    message: "closed",
    ...(unread.length > 0 ? { proof: "timed", settles: unread } : { proof: "measured" }),
    standing: isSpared ? "degrading" : "blocking",
    data: {
      targets: [...new Set(closed.map((p) => `${p.Host}:${p.Port}`))].slice(0, SHOWN_TARGETS),
      answer: `TCP ${first.Tcp}`,
      rule: `${first.Host}${address === undefined ? "" : ` (${address})`} port ${first.Port}`,
      first: `${first.Host} -Port ${first.Port}`,
    },
    evidence: seenProbes(closed, facts["server.endpoints"]),
  };
}
/** Where there is a proxy the direct way may well be closed; a controller that answers on no port at all is down as a whole: both have checks of their own. */
function closedPorts(
  facts: Given<"server.endpoints", "server.host">,
  named: readonly EndpointProbe[],
  engines: Engines,
): EndpointProbe[] {
  const { windows, engine, agent } = proxySettings(valueOr(facts["server.host"], undefined));
  const isProxied = (windows ?? engine ?? (engines.connect ? undefined : agent)) !== undefined;
  const silent = silentHosts(valueOr(facts["server.endpoints"], []));
  return named.filter(
    (p) =>
      p.Tcp !== "open" &&
      p.ViaProxy?.Tcp !== "open" &&
      (!isProxied || isDc(p) || isSql(p)) &&
      !(isDc(p) && silent.includes(p.Host)),
  );
}
function exportsSucceed(facts: Given<never, "server.connectors" | "server.runHistory">): boolean {
  const clouds = cloudConnectors(valueOr(facts["server.connectors"], [])).map((c) => c.Name);
  const runs = valueOr(facts["server.runHistory"], []);
  return lastSuccess(runs, clouds) !== "" && brokenRuns(runs, clouds).length === 0;
}
