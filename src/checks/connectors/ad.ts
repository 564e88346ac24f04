import { defineCheck } from "../../identity/define";
import { domainOf, isWithin } from "../../identity/dn";
import { ldapAnswerIn, LDAP_BAD_CREDENTIALS } from "../../identity/errors";
import { DIRECTORY_SERVICE, ENGINE, eventsOf, seenEvent } from "../../identity/events";
import { adConnectors, readsForestOf } from "../../identity/place";
import { isDc, seenPort, silentHosts } from "../../identity/probes";
import { brokenRuns, brokenSince, latelyOf } from "../../identity/runs";
import { unreadOf } from "../../identity/unread";
import {
  cite,
  told,
  valueOr,
  type AdObject,
  type Claim,
  type Connector,
  type EndpointProbe,
  type EventRecord,
  type Evidence,
  type Given,
  type RunResult,
  type Standing,
} from "../../domain";

/** Run results that name the logon, and those that name the way to a controller (adsync reference §4.4). */
const CREDENTIALS = /^(no-start-credentials|stopped-bad-server-credentials)$/;
const CONNECTION =
  /^(no-start-connection|no-start-no-domain-controller|no-start-server|stopped-server-down|stopped-connectivity|no-start-ma)$/;
/** Win32 errors: the source, or the destination, rejects replication. */
const REPLICATION_REJECTED = /^(8456|8457)$/;
/** Inbound and outbound replication were switched off; the next number says that the same direction is on again. */
const REPLICATION_OFF = [1113, 1115];
const REPLICATION_EVENTS = [1113, 1114, 1115, 1116];
const REPLICATION_HOURS = 30 * 24;
const BAD_CREDENTIALS = 6000;
const SHOWN_HOSTS = 3;
const SHOWN_PORTS = 4;

type Needed = "server.connectors" | "server.runHistory";
type Found = Claim<"credentials" | "unreachable" | "replication" | "answers">;
/** A run that broke off, with its connector and the account that it touches. */
interface Broken {
  readonly run: RunResult;
  readonly connector: Connector;
  readonly standing: Standing;
  /** The account could not be read, and other connectors run: it may be in one of their forests. */
  readonly settles: readonly "ad.user"[];
}

/** The AD side of the engine: credentials, reachability and replication are told apart by the run's result and by probes of the controllers. */
export default defineCheck({
  id: "connectors.ad",
  title: {
    en: "Each AD connector logs on and reaches a domain controller",
    de: "Jeder AD-Connector meldet sich an und erreicht einen Domänencontroller",
  },
  guide: "server.accounts",
  needs: ["server.connectors", "server.runHistory", "now"],
  wants: ["server.endpoints", "server.events", "ad.user"],
  messages: {
    fine: {
      en: "The AD connectors' newest runs began and ended.",
      de: "Die neuesten Läufe der AD-Connectors haben begonnen und wurden beendet.",
    },
    answers: {
      en: "The runs of {connector} end with {result}, yet a controller answered them with LDAP result {answer}: it is there, and refuses what it is asked.",
      de: "Die Läufe von {connector} enden mit {result}, aber ein Domänencontroller hat sie mit dem LDAP-Ergebnis {answer} beantwortet: Er ist da und lehnt die Anfrage ab.",
    },
    credentials: {
      code: "ad-connector-credentials",
      text: {
        en: "{connector} cannot log on to Active Directory as {account}: its runs end with {result}.",
        de: "{connector} kann sich nicht mit dem Konto {account} bei Active Directory anmelden: Die Läufe enden mit {result}.",
      },
      advice: [
        {
          en: "Unlock or re-enable {account}, or set its password and enter the same one in Synchronization Service Manager › Connectors › {connector} › Connect to Active Directory Forest; then Start-ADSyncSyncCycle.",
          de: "Entsperren oder aktivieren Sie das Konto {account}, oder setzen Sie sein Kennwort und tragen Sie dasselbe unter Synchronization Service Manager › Connectors › {connector} › Connect to Active Directory Forest ein; dann Start-ADSyncSyncCycle.",
        },
      ],
    },
    unreachable: {
      code: "domain-controller-unreachable",
      text: {
        en: "{connector} gets no answer from a domain controller{host}: its runs end with {result}.",
        de: "{connector} erhält keine Antwort von einem Domänencontroller{host}: Die Läufe enden mit {result}.",
      },
      advice: [
        {
          en: "Start the controller, or mend the way to it (TCP 53, 88, 135, 389, 445 and 49152-65535); preferred controllers stand in the connector's properties. Then re-check.",
          de: "Starten Sie den Domänencontroller oder stellen Sie den Weg dorthin her (TCP 53, 88, 135, 389, 445 und 49152-65535); bevorzugte Domänencontroller stehen in den Eigenschaften des Connectors. Prüfen Sie danach erneut.",
        },
      ],
    },
    replication: {
      code: "replication-disabled",
      text: {
        en: "A domain controller has replication switched off (error {error}).",
        de: "Auf einem Domänencontroller ist die Replikation ausgeschaltet (Fehler {error}).",
      },
      advice: [
        {
          en: "On the controller: repadmin /options <DC> -DISABLE_OUTBOUND_REPL -DISABLE_INBOUND_REPL, then repadmin /syncall.",
          de: "Auf dem Domänencontroller: repadmin /options <DC> -DISABLE_OUTBOUND_REPL -DISABLE_INBOUND_REPL, dann repadmin /syncall.",
        },
      ],
    },
  },
  evaluate(facts, { ad }) {
    const runs = valueOr(facts["server.runHistory"], undefined);
    const connectors = adConnectors(valueOr(facts["server.connectors"], []));
    if (facts["server.connectors"].state === "absent" || runs === undefined)
      return { verdict: "skip", message: "fine" };
    const isElsewhere = connectors.some((c) => brokenRuns(runs, [c.Name]).length === 0);
    const settles = isElsewhere ? unreadOf(facts, "ad.user") : [];
    const broken = connectors.flatMap((connector) =>
      brokenRuns(runs, [connector.Name]).map((run) => ({
        run,
        connector,
        standing: standingOf(run, connector, ad, connectors.length === 1 || settles.length > 0),
        settles,
      })),
    );
    const found = [replicationOff(facts), noLogon(facts, broken), noController(facts, broken)].filter(
      (claim) => claim !== undefined,
    );
    return found.length > 0 ? found : { verdict: "pass", message: "fine" };
  },
});

/** DNs of naming contexts that the run's errors speak of. */
const affectedBy = (run: RunResult): string[] => run.Errors.map((e) => e.ObjectDn).filter((dn) => /^DC=/i.test(dn));
/** A connector's fault touches the people of its forest; one in some domains of it, the people of those. Whose account is not there is of a forest only where there is but one; whose account was not read may be of it. */
function standingOf(run: RunResult, connector: Connector, ad: AdObject | undefined, mayBe: boolean): Standing {
  const affected = affectedBy(run);
  const isMine =
    ad === undefined
      ? mayBe
      : affected.length === 0
        ? readsForestOf(connector, ad)
        : affected.some((dn) => isWithin(ad.dn, dn));
  return isMine ? "blocking" : "degrading";
}
const proofOf = ({ settles }: Broken): Pick<Found, "proof" | "settles"> =>
  settles.length > 0 ? { proof: "timed", settles } : { proof: "stated" };
function seenBroken({ run }: Broken, facts: Given<Needed>): Evidence {
  const [error] = run.Errors;
  const why = error === undefined ? "" : `, ${error.ErrorType} ${error.ErrorCode ?? ""} ${error.ErrorLiteral ?? ""}`;
  return cite(
    `${run.ConnectorName} ${run.RunProfileName} ${run.StartDate}: ${run.Result}${why}`,
    facts["server.runHistory"],
  );
}
const sinceOf = ({ run }: Broken, facts: Given<Needed>): string =>
  brokenSince(run, valueOr(facts["server.runHistory"], []));

function replicationOff(facts: Given<Needed | "now", "server.events">): Found | undefined {
  const refused = latelyOf(valueOr(facts["server.runHistory"], []))
    .flatMap((r) => r.Errors)
    .find((e) => REPLICATION_REJECTED.test(e.ErrorCode ?? "") || REPLICATION_REJECTED.test(e.ErrorType));
  const event = switchedOff(valueOr(facts["server.events"], []), valueOr(facts.now, ""));
  const found = { verdict: "fail", message: "replication", proof: "stated", standing: "blocking" } as const;
  if (refused !== undefined)
    return {
      ...found,
      data: { error: refused.ErrorCode ?? refused.ErrorType },
      evidence: [
        cite(
          told(
            { en: "run error {type} {code}", de: "Fehler des Laufs: {type} {code}" },
            { type: refused.ErrorType, code: refused.ErrorCode ?? "" },
          ),
          facts["server.runHistory"],
        ),
      ],
    };
  if (event === undefined) return undefined;
  return {
    ...found,
    since: event.TimeCreated,
    data: { error: told({ en: "event {id}", de: "Ereignis {id}" }, { id: event.Id }) },
    evidence: [seenEvent(event, facts["server.events"])],
  };
}
/** The newest event by which a controller switched a direction of replication off and has not switched it on since. */
function switchedOff(events: readonly EventRecord[], now: string): EventRecord | undefined {
  const switches = eventsOf(events, DIRECTORY_SERVICE, REPLICATION_EVENTS, now, REPLICATION_HOURS);
  const isOnAgain = (off: EventRecord): boolean =>
    switches.some(
      (on) => on.Id === off.Id + 1 && on.MachineName === off.MachineName && on.TimeCreated > off.TimeCreated,
    );
  return switches.find((e) => REPLICATION_OFF.includes(e.Id) && !isOnAgain(e));
}

function noLogon(facts: Given<Needed | "now", "server.events">, broken: readonly Broken[]): Found | undefined {
  const hit = broken.find((b) => CREDENTIALS.test(b.run.Result) || ldapAnswerIn(b.run.Errors) === LDAP_BAD_CREDENTIALS);
  if (hit === undefined) return undefined;
  const event = eventsOf(valueOr(facts["server.events"], []), ENGINE, [BAD_CREDENTIALS], valueOr(facts.now, ""))[0];
  return {
    verdict: "fail",
    message: "credentials",
    ...proofOf(hit),
    standing: hit.standing,
    since: sinceOf(hit, facts),
    data: {
      connector: hit.connector.Name,
      account: hit.connector.Account ?? { en: "its account", de: "des Connectors" },
      result: hit.run.Result,
    },
    evidence: [seenBroken(hit, facts), ...(event === undefined ? [] : [seenEvent(event, facts["server.events"])])],
  };
}
function noController(facts: Given<Needed, "server.endpoints">, broken: readonly Broken[]): Found | undefined {
  const hit = broken.find((b) => CONNECTION.test(b.run.Result));
  const probes = valueOr(facts["server.endpoints"], []).filter(isDc);
  if (hit === undefined || isOfTheNetwork(probes)) return undefined;
  const answer = ldapAnswerIn(hit.run.Errors);
  if (answer === LDAP_BAD_CREDENTIALS) return undefined;
  if (answer !== undefined)
    return {
      verdict: "warn",
      message: "answers",
      data: { connector: hit.connector.Name, result: hit.run.Result, answer },
      evidence: [seenBroken(hit, facts)],
    };
  const silent = silentHosts(probes);
  const [affected] = affectedBy(hit.run);
  const host =
    silent.length > 0
      ? ` (${silent.slice(0, SHOWN_HOSTS).join(", ")})`
      : affected === undefined
        ? ""
        : told({ en: " of {domain}", de: " von {domain}" }, { domain: domainOf(affected) });
  return {
    verdict: "fail",
    message: "unreachable",
    ...proofOf(hit),
    standing: hit.standing,
    since: sinceOf(hit, facts),
    data: { connector: hit.connector.Name, host, result: hit.run.Result },
    evidence: [
      seenBroken(hit, facts),
      ...probes
        .filter((p) => p.Tcp !== "open")
        .slice(0, SHOWN_PORTS)
        .map((p) => seenPort(p, facts["server.endpoints"])),
    ],
  };
}
/** No controller's name resolves, or single ports of controllers that answer are closed: those are the cause, and have checks of their own. */
function isOfTheNetwork(controllers: readonly EndpointProbe[]): boolean {
  if (controllers.length > 0 && controllers.every((p) => p.Dns.length === 0)) return true;
  return silentHosts(controllers).length === 0 && controllers.some((p) => p.Tcp !== "open");
}
