import { defineCheck } from "../../identity/define";
import { ENGINE, eventsOf, seenEvent } from "../../identity/events";
import { brokenRuns } from "../../identity/runs";
import { AGENT_SERVICE, isDown, SYNC_SERVICE } from "../../identity/services";
import { cite, valueOr, type Claim, type EventRecord, type Given, type InEvery } from "../../domain";

/** A logon that was denied, and the status that says that its type is not granted on this computer. */
const SECURITY = /Security-Auditing/i;
const LOGON_DENIED = 4625;
const TYPE_NOT_GRANTED = /0xC000015B/i;
/** Products that stop files, with the events by which they say so. */
const PRODUCTS: readonly (readonly [provider: RegExp, ids: readonly number[]])[] = [
  [/AppLocker/i, [8004, 8007]],
  [/CodeIntegrity/i, [3077, 3033]],
  [/Windows Defender/i, [1116, 1117, 1121]],
];
const ENGINE_FILES = /Azure AD Sync|miiserver|AADConnect|sqlservr/i;
/** Unexpected errors of the engine, and the code of a file that another program holds. */
const ENGINE_FAILURES = [2005, 6300, 6301, 6306, 6311, 6401, 6801, 6803];
const SHARING_VIOLATION = /0x80070020/i;
const SHARING_HOURS = 24;
/** Execution policies under which the agent's scripts do not run. */
const STRICT = /^(AllSigned|Restricted)$/i;

/** What stands still: the service that is down, and whether runs break off. */
interface Still {
  readonly service: InEvery | undefined;
  readonly isAny: boolean;
}
type Found = Claim<"logon" | "product" | "locked" | "execution">;
type Read = "server.services" | "server.provisioningAgents" | "server.host" | "server.runHistory" | "server.connectors";

/** Security products and policies, only by their own events: denied logons (4625 with a right not granted), AppLocker, WDAC, antivirus, execution policy. */
export default defineCheck({
  id: "server.interference",
  title: {
    en: "No security software and no policy stops the engine or the agent",
    de: "Weder Sicherheitssoftware noch eine Richtlinie hält die Synchronisierungs-Engine oder den Agent auf",
  },
  guide: "server.software",
  needs: ["server.events", "now"],
  wants: ["server.runHistory", "server.connectors", "server.services", "server.provisioningAgents", "server.host"],
  messages: {
    none: {
      en: "No event shows that security software or a policy interferes.",
      de: "Kein Ereignis zeigt, dass Sicherheitssoftware oder eine Richtlinie eingreift.",
    },
    logon: {
      code: "software-interference",
      text: {
        en: "A policy denies the logon that setting up or starting {what} needs (event {id} at {at}, status 0xC000015B: the logon type is not granted on this computer).",
        de: "Eine Richtlinie verweigert die Anmeldung, die zum Einrichten oder Starten nötig ist: {what} (Ereignis {id} am {at}, Status 0xC000015B: Der Anmeldetyp ist auf diesem Computer nicht erlaubt).",
      },
      advice: [
        {
          en: 'Find the policy that denies the logon on this server (gpresult /h report.html, "Deny log on" and "Log on as" rights): run the set-up with an account of the tier that may log on here, or exempt it for the time of the set-up.',
          de: 'Suchen Sie die Richtlinie, die die Anmeldung auf diesem Server verweigert (gpresult /h report.html, Rechte "Deny log on" und "Log on as"): Führen Sie die Einrichtung mit einem Konto der Ebene aus, die sich hier anmelden darf, oder nehmen Sie es für die Dauer der Einrichtung aus.',
        },
      ],
    },
    product: {
      code: "software-interference",
      text: {
        en: "Security software stopped a file of {what} ({provider} event {id} at {at}).",
        de: "Sicherheitssoftware hat eine Datei angehalten; betroffen: {what} (Ereignis {provider} {id} am {at}).",
      },
      advice: [
        {
          en: "Exempt the folders Microsoft Azure AD Sync, %ProgramData%\\AADConnect and the service profile from scanning and control, then restart the service.",
          de: "Nehmen Sie die Ordner Microsoft Azure AD Sync, %ProgramData%\\AADConnect und das Dienstprofil von Überprüfung und Kontrolle aus und starten Sie dann den Dienst neu.",
        },
      ],
    },
    locked: {
      code: "software-interference",
      text: {
        en: "Another program holds a file of {what} open (event {id} at {at}, 0x80070020: sharing violation).",
        de: "Ein anderes Programm hält eine Datei offen; betroffen: {what} (Ereignis {id} am {at}, 0x80070020: Freigabeverletzung).",
      },
      advice: [
        {
          en: "Find who holds it (handle.exe or Resource Monitor), usually a virus scanner or a backup; exempt the folders Microsoft Azure AD Sync, %ProgramData%\\AADConnect and the service profile, then restart the service.",
          de: "Finden Sie heraus, wer sie hält (handle.exe oder Ressourcenmonitor), meist ein Virenscanner oder eine Sicherung; nehmen Sie die Ordner Microsoft Azure AD Sync, %ProgramData%\\AADConnect und das Dienstprofil aus und starten Sie dann den Dienst neu.",
        },
      ],
    },
    execution: {
      code: "software-interference",
      text: {
        en: "The PowerShell execution policy set by group policy ({policy}) does not let the agent's scripts run.",
        de: "Die per Gruppenrichtlinie gesetzte PowerShell-Ausführungsrichtlinie ({policy}) lässt die Skripts des Agents nicht laufen.",
      },
      advice: [
        {
          en: "Set the machine policy to RemoteSigned, or leave it undefined, for this server.",
          de: "Setzen Sie die Computerrichtlinie für diesen Server auf RemoteSigned, oder lassen Sie sie undefiniert.",
        },
      ],
    },
  },
  evaluate(facts) {
    const still = stillOf(facts);
    return (
      deniedLogon(facts, still) ??
      stoppedFile(facts, still) ??
      heldFile(facts, still) ??
      forbiddenScripts(facts, still) ?? { verdict: "pass", message: "none" }
    );
  },
});

const FAULT = { verdict: "fail", proof: "timed" } as const;
/** An event that interferes, as a claim tells it. */
const toldBy = (event: EventRecord, facts: Given<"server.events">) => ({
  since: event.TimeCreated,
  evidence: [seenEvent(event, facts["server.events"])],
});

function stillOf(facts: Given<never, Read>): Still {
  const services = valueOr(facts["server.services"], []);
  const connectors = valueOr(facts["server.connectors"], []).map((c) => c.Name);
  const service = isDown(services, AGENT_SERVICE)
    ? { en: "the provisioning agent", de: "der Bereitstellungs-Agent" }
    : isDown(services, SYNC_SERVICE)
      ? { en: "the synchronization service", de: "der Synchronisierungsdienst" }
      : undefined;
  const isBroken = brokenRuns(valueOr(facts["server.runHistory"], []), connectors).length > 0;
  return { service, isAny: service !== undefined || isBroken };
}
function deniedLogon(facts: Given<"server.events" | "now">, { service }: Still): Found | undefined {
  const events = valueOr(facts["server.events"], []);
  const event = eventsOf(events, SECURITY, [LOGON_DENIED], valueOr(facts.now, "")).find((e) =>
    TYPE_NOT_GRANTED.test(e.Message),
  );
  if (event === undefined || service === undefined) return undefined;
  const data = { what: service, id: event.Id, at: event.TimeCreated };
  return { ...FAULT, ...toldBy(event, facts), message: "logon", standing: "blocking", data };
}
function stoppedFile(facts: Given<"server.events" | "now">, { service, isAny }: Still): Found | undefined {
  const events = valueOr(facts["server.events"], []);
  const event = PRODUCTS.flatMap(([provider, ids]) => eventsOf(events, provider, ids, valueOr(facts.now, ""))).find(
    (e) => ENGINE_FILES.test(e.Message),
  );
  if (event === undefined) return undefined;
  const data = {
    what: service ?? { en: "the engine", de: "die Synchronisierungs-Engine" },
    provider: event.ProviderName,
    id: event.Id,
    at: event.TimeCreated,
  };
  return { ...FAULT, ...toldBy(event, facts), message: "product", standing: isAny ? "blocking" : "degrading", data };
}
function heldFile(facts: Given<"server.events" | "now">, { service, isAny }: Still): Found | undefined {
  const events = valueOr(facts["server.events"], []);
  const event = eventsOf(events, ENGINE, ENGINE_FAILURES, valueOr(facts.now, ""), SHARING_HOURS).find((e) =>
    SHARING_VIOLATION.test(e.Message),
  );
  if (event === undefined || !isAny) return undefined;
  const data = {
    what: service ?? { en: "the engine", de: "die Synchronisierungs-Engine" },
    id: event.Id,
    at: event.TimeCreated,
  };
  return { ...FAULT, ...toldBy(event, facts), message: "locked", standing: "blocking", data };
}
function forbiddenScripts(
  facts: Given<never, "server.host" | "server.provisioningAgents">,
  { service }: Still,
): Found | undefined {
  const policy = valueOr(facts["server.host"], undefined)?.ExecutionPolicy?.["MachinePolicy"] ?? "";
  const isAgentDown = valueOr(facts["server.provisioningAgents"], []).some((a) => a.Active === false);
  if (!STRICT.test(policy) || (!isAgentDown && service === undefined)) return undefined;
  const evidence = [cite(`ExecutionPolicy MachinePolicy ${policy}`, facts["server.host"])];
  return { ...FAULT, message: "execution", standing: "blocking", data: { policy }, evidence };
}
