import { defineCheck } from "../../identity/define";
import { aadsts, DIRSYNC, ENGINE, sayEvent } from "../../identity/events";
import { cite, told, valueOr, type Evidence, type Given } from "../../domain";

/** 700016 application not found, 500011 resource principal not found, 650052 no service principal of a needed service, 7000112 application disabled. */
const CODES = [700016, 500011, 650052, 7000112];

type Logs = "entra.signIns" | "entra.syncJobs" | "server.provisioningAgents" | "server.events" | "entra.syncAccounts";
/** Where a code was found. */
interface Named {
  readonly error: number;
  readonly evidence: Evidence;
}

/** Sign-in codes that say that the application which syncs has no (enabled) service principal in the tenant. */
export default defineCheck({
  id: "cloud-sync.service-principal",
  title: {
    en: "The applications that sync have their service principals",
    de: "Die Anwendungen, die synchronisieren, haben ihre Dienstprinzipale",
  },
  guide: "server.accounts",
  docs: ["https://learn.microsoft.com/entra/identity-platform/reference-error-codes"],
  needs: ["entra.organization"],
  wants: ["entra.signIns", "entra.syncJobs", "server.provisioningAgents", "server.events", "entra.syncAccounts"],
  messages: {
    fine: {
      en: "No sign-in of a sync engine names a missing service principal.",
      de: "Keine Anmeldung einer Synchronisierungs-Engine nennt einen fehlenden Dienstprinzipal.",
    },
    missing: {
      code: "service-principal-missing",
      text: {
        en: "The application that syncs has no usable service principal in this tenant: its sign-in ends with AADSTS{error}.",
        de: "Die Anwendung, die synchronisiert, hat in diesem Mandanten keinen verwendbaren Dienstprinzipal: Ihre Anmeldung endet mit AADSTS{error}.",
      },
      advice: [
        {
          en: "Entra admin center > Enterprise applications (filter: Microsoft applications): look for the application that the sign-in log names; if it is disabled, enable it.",
          de: "Entra admin center > Enterprise applications (Filter: Microsoft applications): Suchen Sie die Anwendung, die das Anmeldeprotokoll nennt; ist sie deaktiviert, aktivieren Sie sie.",
        },
        {
          en: "If it is absent: Connect-MgGraph -Scopes Application.ReadWrite.All; New-MgServicePrincipal -AppId <application id from the sign-in log>",
          de: "Fehlt sie: Connect-MgGraph -Scopes Application.ReadWrite.All; New-MgServicePrincipal -AppId <Anwendungs-ID aus dem Anmeldeprotokoll>",
        },
        {
          en: "Then restart the engine's service and let a cycle run.",
          de: "Starten Sie danach den Dienst der Synchronisierungs-Engine neu und lassen Sie einen Zyklus laufen.",
        },
      ],
    },
  },
  evaluate(facts) {
    const named = bySignIn(facts) ?? byText(facts);
    if (named === undefined) return { verdict: "pass", message: "fine" };
    return {
      verdict: "fail",
      message: "missing",
      proof: "stated",
      standing: "blocking",
      data: { error: named.error },
      evidence: [named.evidence],
    };
  },
});

/** A refused sign-in of a sync engine: of an application, of a sync account, or through an application of that purpose. */
function bySignIn(facts: Given<never, Logs>): Named | undefined {
  const accounts = valueOr(facts["entra.syncAccounts"], []).map((a) => a.id);
  const signIn = valueOr(facts["entra.signIns"], []).find(
    (s) =>
      CODES.includes(s.status.errorCode) &&
      (s.servicePrincipalName != null ||
        (s.userId !== undefined && accounts.includes(s.userId)) ||
        /sync|provisioning|connect/i.test(s.appDisplayName ?? "")),
  );
  if (signIn === undefined) return undefined;
  const { createdDateTime, appDisplayName, appId, status } = signIn;
  return {
    error: status.errorCode,
    evidence: cite(
      told(
        { en: "Sign-in at {when} of {app}: {code}", de: "Anmeldung am {when} von {app}: {code}" },
        { when: createdDateTime, app: appDisplayName ?? appId ?? "?", code: status.errorCode },
      ),
      facts["entra.signIns"],
    ),
  };
}
/** A code in the text of a job, of an agent that is not active, or of an event of the engine. */
function byText(facts: Given<never, Logs>): Named | undefined {
  const jobs = valueOr(facts["entra.syncJobs"], []).map((job) => ({
    text: job.status.quarantine?.error?.message ?? job.status.lastExecution?.error?.message ?? "",
    where: told({ en: "Job {job}", de: "Auftrag {job}" }, { job: job.id }),
    from: facts["entra.syncJobs"],
  }));
  const agents = valueOr(facts["server.provisioningAgents"], [])
    .filter((agent) => agent.Active !== true)
    .flatMap((agent) => agent.LastErrors ?? [])
    .map((text) => ({
      text,
      where: { en: "The agent's log", de: "Das Protokoll des Agents" },
      from: facts["server.provisioningAgents"],
    }));
  const events = valueOr(facts["server.events"], [])
    .filter((e) => ENGINE.test(e.ProviderName) || DIRSYNC.test(e.ProviderName))
    .map((e) => ({
      text: e.Message,
      where: sayEvent(e),
      from: facts["server.events"],
    }));
  for (const { text, where, from } of [...jobs, ...agents, ...events]) {
    const error = aadsts(text).find((code) => CODES.includes(code));
    if (error !== undefined)
      return {
        error,
        evidence: cite(
          told({ en: "{where} names AADSTS{code}", de: "{where} nennt AADSTS{code}" }, { where, code: error }),
          from,
        ),
      };
  }
  return undefined;
}
