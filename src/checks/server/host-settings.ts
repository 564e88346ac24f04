import { defineCheck } from "../../identity/define";
import { DIRSYNC, ENGINE, eventsOf, seenEvent, speaksOfFips } from "../../identity/events";
import { brokenRuns } from "../../identity/runs";
import { isDown, SYNC_SERVICE } from "../../identity/services";
import { cite, told, valueOr, type EventRecord, type Given } from "../../domain";

/** Failures of password hash synchronization, of the manager and of the engine (adsync reference §8). */
const HASH_EVENTS = [611, 652, 667, 603, 604];
const ENGINE_HASH_EVENTS = [6900, 667];
const HASH_HOURS = 48;
/** Unexpected errors of the engine, and a start that failed. */
const ENGINE_FAILURES = [6300, 6301, 6306, 6311, 6401, 6801, 6803, 2005];
const UTF8 = 65001;

type Read = "server.events" | "server.runHistory" | "server.connectors" | "server.services";

/** FIPS mode breaks MD5, which password hash sync needs; a UTF-8 system code page breaks the engine. Named only beside the error that follows. */
export default defineCheck({
  id: "server.host-settings",
  title: { en: "No host setting breaks the engine", de: "Keine Hosteinstellung stört die Synchronisierungs-Engine" },
  guide: "server.prerequisites",
  needs: ["server.host", "now"],
  wants: ["server.events", "server.runHistory", "server.connectors", "server.services"],
  messages: {
    fine: {
      en: "No host setting is known to break the engine.",
      de: "Von keiner Hosteinstellung ist bekannt, dass sie die Synchronisierungs-Engine stört.",
    },
    fips: {
      code: "host-setting-incompatible",
      text: {
        en: "FIPS mode is on, and password hash synchronization fails (event {id} at {at}): it needs MD5, which FIPS mode forbids.",
        de: "Der FIPS-Modus ist eingeschaltet, und die Kennworthashsynchronisierung schlägt fehl (Ereignis {id} am {at}): Sie braucht MD5, das der FIPS-Modus verbietet.",
      },
      advice: [
        {
          en: 'In miiserver.exe.config of %ProgramFiles%\\Microsoft Azure AD Sync\\Bin set <enforceFIPSPolicy enabled="false"/> below <runtime>, restart ADSync; or take the server out of the policy that turns FIPS mode on.',
          de: 'Setzen Sie in miiserver.exe.config von %ProgramFiles%\\Microsoft Azure AD Sync\\Bin unter <runtime> <enforceFIPSPolicy enabled="false"/> und starten Sie ADSync neu; oder nehmen Sie den Server aus der Richtlinie, die den FIPS-Modus einschaltet.',
        },
      ],
    },
    codePage: {
      code: "host-setting-incompatible",
      text: {
        en: "The system code page is UTF-8 ({page}); the engine does not run with it.",
        de: "Die Systemcodepage ist UTF-8 ({page}); damit läuft die Synchronisierungs-Engine nicht.",
      },
      advice: [
        {
          en: 'Control Panel › Region › Administrative › Change system locale: untick "Use Unicode UTF-8", restart the server.',
          de: 'Control Panel › Region › Administrative › Change system locale: Deaktivieren Sie "Use Unicode UTF-8" und starten Sie den Server neu.',
        },
      ],
    },
  },
  evaluate(facts) {
    const host = valueOr(facts["server.host"], undefined);
    if (host === undefined) return { verdict: "skip", message: "fine" };
    const hash = hashFailure(facts);
    const isFips = Number(host.FipsAlgorithmPolicyEnabled) === 1;
    if (isFips && hash !== undefined)
      return {
        verdict: "fail",
        message: "fips",
        proof: speaksOfFips(hash) ? "measured" : "timed",
        standing: "shown",
        since: hash.TimeCreated,
        data: { id: hash.Id, at: hash.TimeCreated },
        evidence: [
          cite("FipsAlgorithmPolicy Enabled = 1", facts["server.host"]),
          seenEvent(hash, facts["server.events"]),
        ],
      };
    const { ACP, OEMCP } = host.SystemCodePage ?? {};
    // The registry gives them as text.
    if (![ACP, OEMCP].map(Number).includes(UTF8) || !engineFails(facts)) return { verdict: "pass", message: "fine" };
    const page = `ACP ${ACP}, OEMCP ${OEMCP}`;
    return {
      verdict: "fail",
      message: "codePage",
      proof: "measured",
      standing: "blocking",
      data: { page },
      evidence: [
        cite(told({ en: "system code page {page}", de: "Systemcodepage {page}" }, { page }), facts["server.host"]),
      ],
    };
  },
});

/** Reasons that are none of FIPS mode: time, credentials, rights, a domain controller that is not reached. */
const OTHER_REASON =
  /timed? ?out|user name or password|denied|8453|RPC Error|unavailable|Resolve\w+|could not connect|unable to connect/i;
/** The newest event by which password hash synchronization says that it failed, and does not give another reason. */
function hashFailure(facts: Given<"now", Read>): EventRecord | undefined {
  const events = valueOr(facts["server.events"], []);
  const now = valueOr(facts.now, "");
  const failures = [
    ...eventsOf(events, DIRSYNC, HASH_EVENTS, now, HASH_HOURS),
    ...eventsOf(events, ENGINE, ENGINE_HASH_EVENTS, now, HASH_HOURS),
  ];
  return failures.find(speaksOfFips) ?? failures.slice(0, 1).find((e) => !OTHER_REASON.test(e.Message));
}
/** Runs break off, the service is down, or the engine reports unexpected errors. */
function engineFails(facts: Given<"now", Read>): boolean {
  const connectors = valueOr(facts["server.connectors"], []).map((c) => c.Name);
  const events = valueOr(facts["server.events"], []);
  return (
    brokenRuns(valueOr(facts["server.runHistory"], []), connectors).length > 0 ||
    isDown(valueOr(facts["server.services"], []), SYNC_SERVICE) ||
    eventsOf(events, ENGINE, ENGINE_FAILURES, valueOr(facts.now, "")).length > 0
  );
}
