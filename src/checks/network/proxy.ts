import { defineCheck } from "../../identity/define";
import { cloudConnectors } from "../../identity/place";
import { isDataPath, isReached } from "../../identity/probes";
import { proxySettings, type ProxySettings } from "../../identity/proxy-settings";
import { brokenRuns, kindOf, newestFirst } from "../../identity/runs";
import { AGENT_SERVICE, serviceNamed, SYNC_SERVICE } from "../../identity/services";
import { hoursBetween } from "../../identity/time";
import {
  cite,
  told,
  valueOr,
  type Claim,
  type EndpointProbe,
  type Evidence,
  type Given,
  type RunResult,
} from "../../domain";

/** Answers of a proxy that wants a sign-in, or forbids the way. */
const ASKS_SIGN_IN = 407;
const FORBIDS = 403;
const CLOUD_HOSTS =
  /^(login|adminwebservice|provisioningapi)\.(microsoftonline|windows)|(servicebus\.windows|msappproxy)\.net$/i;
/** Runs of this many that die at one length (to within a share, and some seconds) are ended from outside; a shorter run did no work. */
const ALIKE_RUNS = 3;
const ALIKE_SHARE = 0.04;
const ALIKE_SECONDS = 3;
const WORKED_SECONDS = 45;
const SHOWN_PROBES = 3;
const SHOWN_RUNS = 4;

type Read = "server.endpoints" | "server.services" | "server.runHistory" | "server.connectors";
type Found = Claim<"unknownToEngine" | "refuses" | "silent" | "restart" | "idle">;
/** How this server gets to the cloud. */
interface Way extends ProxySettings {
  /** It is a server of the Cloud Sync agent alone. */
  readonly isAgent: boolean;
  /** The proxy in whose setting the engine of this server looks. */
  readonly own: string | undefined;
  readonly probes: readonly EndpointProbe[];
  /** Direct ways that are closed. */
  readonly closed: readonly EndpointProbe[];
  readonly broken: readonly RunResult[];
}

/** The engine reads its proxy from machine.config (64 bit .NET), not from Windows; the agent has a file of its own. */
export default defineCheck({
  id: "network.proxy",
  title: {
    en: "The way through the proxy is right for the engine",
    de: "Der Weg durch den Proxy stimmt für die Synchronisierungs-Engine",
  },
  guide: "network.interception",
  needs: ["server.host"],
  wants: ["server.endpoints", "server.services", "server.runHistory", "server.connectors"],
  messages: {
    fine: { en: "The proxy settings fit the way that is open.", de: "Die Proxyeinstellungen passen zum offenen Weg." },
    unknownToEngine: {
      code: "proxy-misconfigured",
      text: {
        en: "Windows reaches the internet through {proxy}, but the engine's own configuration has no proxy, and the direct way is closed.",
        de: "Windows erreicht das Internet über {proxy}, aber die eigene Konfiguration der Synchronisierungs-Engine hat keinen Proxy, und der direkte Weg ist geschlossen.",
      },
      advice: [
        {
          en: "Add the proxy to <system.net><defaultProxy> in C:\\Windows\\Microsoft.NET\\Framework64\\v4.0.30319\\Config\\machine.config (for the Cloud Sync agent: AADConnectProvisioningAgent.exe.config), then restart the service.",
          de: "Tragen Sie den Proxy unter <system.net><defaultProxy> in C:\\Windows\\Microsoft.NET\\Framework64\\v4.0.30319\\Config\\machine.config ein (für den Cloud-Sync-Agent: AADConnectProvisioningAgent.exe.config) und starten Sie dann den Dienst neu.",
        },
      ],
    },
    refuses: {
      code: "proxy-misconfigured",
      text: {
        en: "The proxy answers HTTP {status} to {host}: {meaning}.",
        de: "Der Proxy antwortet {host} mit HTTP {status}: {meaning}.",
      },
      advice: [
        {
          en: "Let the proxy pass the server's address to {host} without authentication; the service account cannot sign in to a proxy.",
          de: "Lassen Sie den Proxy die Adresse des Servers ohne Authentifizierung zu {host} durch; das Dienstkonto kann sich an keinem Proxy anmelden.",
        },
      ],
    },
    silent: {
      code: "proxy-misconfigured",
      text: {
        en: "The engine's own configuration sends it through {proxy}, which gives no answer; its runs to the cloud fail.",
        de: "Die eigene Konfiguration der Synchronisierungs-Engine schickt sie über {proxy}, der nicht antwortet; ihre Läufe in die Cloud schlagen fehl.",
      },
      advice: [
        {
          en: "Is the proxy still in use? If so, mend its name or the way to it; if not, take it out of <system.net><defaultProxy> in C:\\Windows\\Microsoft.NET\\Framework64\\v4.0.30319\\Config\\machine.config. Then restart ADSync.",
          de: "Wird der Proxy noch verwendet? Falls ja, berichtigen Sie seinen Namen oder den Weg dorthin; falls nein, nehmen Sie ihn aus <system.net><defaultProxy> in C:\\Windows\\Microsoft.NET\\Framework64\\v4.0.30319\\Config\\machine.config heraus. Starten Sie danach ADSync neu.",
        },
      ],
    },
    restart: {
      code: "proxy-misconfigured",
      text: {
        en: "The proxy setting was changed {changed}, after the service started {started}; the engine still uses the old one.",
        de: "Die Proxyeinstellung wurde am {changed} geändert, nachdem der Dienst am {started} gestartet war; die Synchronisierungs-Engine verwendet noch die alte.",
      },
      advice: [
        {
          en: "Restart the service so that it reads the setting.",
          de: "Starten Sie den Dienst neu, damit er die Einstellung liest.",
        },
      ],
    },
    idle: {
      code: "proxy-misconfigured",
      text: {
        en: "The engine goes through {proxy}, and its exports die again and again after {seconds} seconds: the proxy ends requests that the service takes longer to answer.",
        de: "Die Synchronisierungs-Engine geht über {proxy}, und ihre Exporte brechen immer wieder nach {seconds} Sekunden ab: Der Proxy beendet Anforderungen, deren Antwort beim Dienst länger dauert.",
      },
      advice: [
        {
          en: "Raise the proxy's idle and request time-out for the Microsoft hosts to at least six minutes, or let the server go around the proxy.",
          de: "Erhöhen Sie das Leerlauf- und Anforderungszeitlimit des Proxys für die Microsoft-Hosts auf mindestens sechs Minuten, oder lassen Sie den Server am Proxy vorbei.",
        },
      ],
    },
  },
  evaluate(facts) {
    if (facts["server.host"].state === "absent") return { verdict: "skip", message: "fine" };
    const way = wayOf(facts);
    return (
      refuses(facts, way) ??
      unknownToEngine(facts, way) ??
      changedSince(facts, way) ??
      silent(facts, way) ??
      endsIdle(facts, way) ?? { verdict: "pass", message: "fine" }
    );
  },
});

const FAULT = { verdict: "fail", standing: "blocking" } as const;

function wayOf(facts: Given<"server.host", Read>): Way {
  const settings = proxySettings(valueOr(facts["server.host"], undefined));
  const services = valueOr(facts["server.services"], []);
  const isAgent =
    serviceNamed(services, AGENT_SERVICE) !== undefined && serviceNamed(services, SYNC_SERVICE) === undefined;
  const probes = valueOr(facts["server.endpoints"], []).filter((p) => CLOUD_HOSTS.test(p.Host));
  const clouds = cloudConnectors(valueOr(facts["server.connectors"], [])).map((c) => c.Name);
  return {
    ...settings,
    isAgent,
    own: settings.engine ?? (isAgent ? settings.agent : undefined),
    probes,
    closed: probes.filter((p) => !isReached(p)),
    broken: brokenRuns(valueOr(facts["server.runHistory"], []), clouds),
  };
}
const NO_PROXY = { en: "none", de: "keiner" };
const seenSettings = (facts: Given<"server.host">, { windows, engine }: Way): Evidence =>
  cite(
    told("WinHTTP {windows}, machine.config {engine}", { windows: windows ?? NO_PROXY, engine: engine ?? NO_PROXY }),
    facts["server.host"],
  );

/** What the proxy says matters only where the engine goes through it, or has no other way. */
function refuses(facts: Given<"server.host", Read>, way: Way): Found | undefined {
  const goesThrough = way.own !== undefined || (way.windows !== undefined && way.closed.length > 0);
  const hit = way.probes.find(
    ({ Http, ViaProxy }) =>
      Http === ASKS_SIGN_IN || (goesThrough && (ViaProxy?.Http === FORBIDS || ViaProxy?.Http === ASKS_SIGN_IN)),
  );
  if (hit === undefined || (way.windows ?? way.engine ?? way.agent) === undefined) return undefined;
  const status = hit.ViaProxy?.Http ?? hit.Http ?? ASKS_SIGN_IN;
  return {
    ...FAULT,
    message: "refuses",
    proof: "stated",
    data: {
      status,
      host: hit.Host,
      meaning:
        status === ASKS_SIGN_IN
          ? { en: "it asks for a sign-in", de: "Er verlangt eine Anmeldung" }
          : { en: "it forbids the way", de: "Er verbietet den Weg" },
    },
    evidence: [
      seenSettings(facts, way),
      cite(
        told(
          { en: "{host}: HTTP {status} through the proxy", de: "{host}: HTTP {status} über den Proxy" },
          { host: hit.Host, status },
        ),
        facts["server.endpoints"],
      ),
    ],
  };
}
function unknownToEngine(facts: Given<"server.host", Read>, way: Way): Found | undefined {
  if (way.windows === undefined || way.own !== undefined || way.closed.length === 0) return undefined;
  return {
    ...FAULT,
    message: "unknownToEngine",
    proof: "measured",
    data: { proxy: way.windows },
    evidence: [
      seenSettings(facts, way),
      ...way.closed
        .slice(0, SHOWN_PROBES)
        .map((p) =>
          cite(
            told(
              { en: "{host}:{port} direct: TCP {tcp}", de: "{host}:{port} direkt: TCP {tcp}" },
              { host: p.Host, port: p.Port, tcp: p.Tcp },
            ),
            facts["server.endpoints"],
          ),
        ),
    ],
  };
}
/** The setting was written after the service read it. */
function changedSince(facts: Given<"server.host", Read>, way: Way): Found | undefined {
  const changed = valueOr(facts["server.host"], undefined)?.Proxy?.MachineConfigLastWriteTime;
  const services = valueOr(facts["server.services"], []);
  const service = serviceNamed(services, way.isAgent ? AGENT_SERVICE : SYNC_SERVICE);
  const started = service?.ProcessStartTime;
  if (way.engine === undefined || changed === undefined || service === undefined || started === undefined)
    return undefined;
  if (!(hoursBetween(started, changed) > 0) || way.broken.length === 0) return undefined;
  return {
    ...FAULT,
    message: "restart",
    proof: "measured",
    since: changed,
    data: { changed, started },
    evidence: [
      cite(
        told(
          {
            en: "machine.config written {changed}; {service} started {started}",
            de: "machine.config geschrieben {changed}; {service} gestartet {started}",
          },
          { changed, service: service.Name, started },
        ),
        facts["server.host"],
      ),
    ],
    suggests: ["restart-sync-service"],
  };
}
function silent(facts: Given<"server.host", Read>, way: Way): Found | undefined {
  const tried = way.probes.filter((p) => isDataPath(p) && p.ViaProxy !== undefined);
  const [first] = tried;
  if (way.engine === undefined || first === undefined || way.broken.length === 0) return undefined;
  if (tried.some((p) => p.ViaProxy?.Tcp === "open")) return undefined;
  return {
    ...FAULT,
    message: "silent",
    proof: "measured",
    data: { proxy: way.engine },
    evidence: [
      seenSettings(facts, way),
      cite(
        told(
          {
            en: "{host}: TCP {proxied} through the proxy, {direct} direct",
            de: "{host}: TCP {proxied} über den Proxy, {direct} direkt",
          },
          { host: first.Host, proxied: first.ViaProxy?.Tcp ?? "?", direct: first.Tcp },
        ),
        facts["server.endpoints"],
      ),
    ],
  };
}
/** Exports that die again and again after the same time, with work done in between: something on the way ends idle connections. */
function endsIdle(facts: Given<"server.host", Read>, way: Way): Found | undefined {
  const clouds = way.broken.map((r) => r.ConnectorName);
  const died = newestFirst(valueOr(facts["server.runHistory"], [])).filter(
    (r) => clouds.includes(r.ConnectorName) && kindOf(r) === "Export" && r.Result === "stopped-extension-dll-exception",
  );
  const seconds = sameLength(died);
  if (way.engine === undefined || seconds === undefined) return undefined;
  return {
    ...FAULT,
    message: "idle",
    proof: "timed",
    data: { proxy: way.engine, seconds },
    evidence: [
      cite(
        told(
          { en: "proxy of the engine {proxy}", de: "Proxy der Synchronisierungs-Engine {proxy}" },
          { proxy: way.engine },
        ),
        facts["server.host"],
      ),
      ...died
        .slice(0, SHOWN_RUNS)
        .map((r) =>
          cite(
            told(
              { en: "Export {start} to {end}: {result}", de: "Export {start} bis {end}: {result}" },
              { start: r.StartDate, end: r.EndDate ?? "?", result: r.Result },
            ),
            facts["server.runHistory"],
          ),
        ),
    ],
  };
}
/** Seconds after which all of these runs ended; undefined where they are too few or differ. */
function sameLength(runs: readonly RunResult[]): number | undefined {
  const lengths = runs.map((r) => hoursBetween(r.StartDate, r.EndDate) * 3600).filter((s) => s >= WORKED_SECONDS);
  const median = lengths[Math.floor(lengths.length / 2)];
  if (median === undefined || lengths.length < ALIKE_RUNS) return undefined;
  const tolerance = Math.max(ALIKE_SECONDS, median * ALIKE_SHARE);
  return lengths.every((s) => Math.abs(s - median) <= tolerance) ? Math.round(median) : undefined;
}
