import { defineCheck } from "../../identity/define";
import { seenEvent } from "../../identity/events";
import { nameOf } from "../../identity/naming";
import { refusedLogon } from "../../identity/pass-through";
import { isDown, isRunning, seenService, serviceNamed, SIGN_IN_AGENT_SERVICE } from "../../identity/services";
import { lastSignIn, refusalsOf, saySignIn, signInError, wentThrough } from "../../identity/sign-ins";
import { domainNamed, featureOf } from "../../identity/tenant";
import { at, minuteOf } from "../../identity/time";
import { cite, pii, valueOr, type AdObject, type Claim, type Given, type Pii, type SignIn } from "../../domain";

const NEEDS = ["entra.user", "now"] as const;
const WANTS = [
  "ad.user",
  "ask",
  "entra.domains",
  "entra.synchronization",
  "entra.userSignIns",
  "server.events",
  "server.globalSettings",
  "server.services",
] as const;
type Facts = Given<(typeof NEEDS)[number], (typeof WANTS)[number]>;
/** What also keeps an agent from its work, and is named by itself. */
const CAUSES = [
  "endpoint-blocked",
  "name-resolution-failure",
  "tls12-disabled",
  "proxy-misconfigured",
  "clock-skew",
] as const;
const SHOWN = 2;

/** Pass-through authentication: the agent, not the cloud, checks the password, and it cannot. */
export default defineCheck({
  id: "passwords.sign-in-agent",
  title: {
    en: "The pass-through authentication agent can check the user's password",
    de: "Der Passthrough-Authentifizierungs-Agent kann das Kennwort des Benutzers prüfen",
  },
  guide: "objects.status",
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/connect/tshoot-connect-pass-through-authentication"],
  needs: NEEDS,
  wants: WANTS,
  messages: {
    none: {
      en: "Nothing shows that an authentication agent could not check the password of the user.",
      de: "Nichts deutet darauf hin, dass ein Authentifizierungs-Agent das Kennwort des Benutzers nicht prüfen konnte.",
    },
    federated: {
      en: "The domain of the user is federated, so no authentication agent checks its passwords.",
      de: "Die Domäne des Benutzers ist eine Verbunddomäne, ihre Kennwörter prüft also kein Authentifizierungs-Agent.",
    },
    refused: {
      code: "sign-in-agent-failing",
      text: {
        en: "The authentication agent cannot check the password of {user}: {means} (logged at {when}). The account itself is well.",
        de: "Der Authentifizierungs-Agent kann das Kennwort von {user} nicht prüfen: {means} (protokolliert am {when}). Das Konto selbst ist in Ordnung.",
      },
      advice: [
        {
          en: 'Selective authentication: give the accounts "Allowed to authenticate" on the computer objects of the agents (ADUC › the agent\'s computer › Security), or set the trust to forest-wide authentication. "Log On To": add the agents\' computers. A broken trust or no domain controller: nltest /sc_query:<domain> on the agent\'s server.',
          de: 'Ausgewählte Authentifizierung: Geben Sie den Konten "Allowed to authenticate" auf den Computerobjekten der Agents (ADUC › Computer des Agents › Security), oder stellen Sie die Vertrauensstellung auf gesamtstrukturweite Authentifizierung um. "Log On To": Fügen Sie die Computer der Agents hinzu. Gestörte Vertrauensstellung oder kein Domänencontroller: nltest /sc_query:<domain> auf dem Server des Agents.',
        },
        {
          en: "Every agent of the tenant is asked in turn: mend it for each of their computers. Test there: Invoke-PassthroughAuthOnPremLogonTroubleshooter.",
          de: "Jeder Agent des Mandanten wird der Reihe nach gefragt: Beheben Sie es für jeden ihrer Computer. Testen Sie dort: Invoke-PassthroughAuthOnPremLogonTroubleshooter.",
        },
      ],
    },
    agentError: {
      code: "sign-in-agent-failing",
      text: {
        en: "The sign-in of {user} at {when} ended with AADSTS{error}: {means}.",
        de: "Die Anmeldung von {user} am {when} endete mit AADSTS{error}: {means}.",
      },
      advice: [
        {
          en: "Entra admin center › Entra Connect › Pass-through authentication: look at the state of each agent. On its server: the service {service}, its log AuthenticationAgent/Admin, and whether a domain controller of the user's forest answers.",
          de: "Entra admin center › Entra Connect › Pass-through authentication: Sehen Sie den Zustand jedes Agents nach. Auf seinem Server: den Dienst {service}, sein Protokoll AuthenticationAgent/Admin und ob ein Domänencontroller der Gesamtstruktur des Benutzers antwortet.",
        },
        {
          en: "An agent that cannot decrypt, or is not registered: install and register a new one, then remove the old one.",
          de: "Ein Agent, der nicht entschlüsseln kann oder nicht registriert ist: Installieren und registrieren Sie einen neuen und entfernen Sie dann den alten.",
        },
      ],
    },
    stopped: {
      code: "sign-in-agent-failing",
      text: {
        en: "The service {service} on this server is {state}, and sign-ins of {user} are checked by authentication agents.",
        de: "Der Dienst {service} auf diesem Server hat den Status {state}, und Anmeldungen von {user} werden von Authentifizierungs-Agents geprüft.",
      },
      advice: [
        {
          en: "Start-Service {service} on the agent's server; set it to start by itself. If other agents are registered (Entra admin center › Entra Connect › Pass-through authentication), look whether any of them is active.",
          de: "Start-Service {service} auf dem Server des Agents; stellen Sie ihn auf automatischen Start. Sind weitere Agents registriert (Entra admin center › Entra Connect › Pass-through authentication), sehen Sie nach, ob einer davon aktiv ist.",
        },
      ],
    },
  },
  evaluate(facts, { ad, cloud }) {
    if (cloud?.onPremisesSyncEnabled !== true) return { verdict: "skip", message: "none" };
    if (domainNamed(facts["entra.domains"], cloud.userPrincipalName)?.authenticationType === "Federated")
      return { verdict: "skip", message: "federated" };
    const who = { user: cloud, names: [ad?.userPrincipalName ?? ""] };
    const all = valueOr(facts["entra.userSignIns"], []);
    const now = valueOr(facts.now, "");
    const user = pii(cloud.userPrincipalName);
    const signIns = refusalsOf(all, who, now);
    return (
      (ad === undefined ? undefined : refused(facts, ad, signIns, lastSignIn(all, who, now))) ??
      agentError(facts, user, signIns) ??
      stopped(facts, user, signIns) ?? { verdict: "pass", message: "none" }
    );
  },
});

const seenSignIns = (facts: Facts, signIns: readonly SignIn[]) =>
  signIns.slice(0, SHOWN).map((s) => cite(saySignIn(s), facts["entra.userSignIns"]));

/** Windows has told the agent why the logon cannot be tried, and the person has not come in since. */
function refused(facts: Facts, ad: AdObject, signIns: readonly SignIn[], good: number): Claim<"refused"> | undefined {
  const through = signIns.filter((s) => wentThrough(s) || signInError(s.status.errorCode)?.kind === "agent");
  const logon = refusedLogon(
    facts,
    ad,
    through.map((s) => s.createdDateTime),
  );
  const [event] = logon?.events ?? [];
  if (logon === undefined || event === undefined || logon.logon !== "check") return undefined;
  if (at(event.TimeCreated) <= good) return undefined;
  return {
    verdict: "fail",
    message: "refused",
    proof: "stated",
    since: event.TimeCreated,
    data: { user: nameOf(ad), means: logon.means, when: minuteOf(event.TimeCreated) },
    evidence: [...logon.events.map((e) => seenEvent(e, facts["server.events"])), ...seenSignIns(facts, through)],
  };
}
/** The newest refused sign-in names the agent. */
function agentError(facts: Facts, user: Pii, signIns: readonly SignIn[]): Claim<"agentError"> | undefined {
  const [newest] = signIns;
  const error = newest === undefined ? undefined : signInError(newest.status.errorCode);
  if (newest === undefined || error?.kind !== "agent") return undefined;
  const alike = signIns.filter((s) => signInError(s.status.errorCode)?.kind === "agent");
  const services = valueOr(facts["server.services"], []);
  const service = serviceNamed(services, SIGN_IN_AGENT_SERVICE);
  return {
    verdict: "fail",
    message: "agentError",
    proof: "stated",
    since: alike.at(-1)?.createdDateTime ?? newest.createdDateTime,
    effectOf: CAUSES,
    data: {
      user,
      when: minuteOf(newest.createdDateTime),
      error: newest.status.errorCode,
      means: error.means,
      service: SIGN_IN_AGENT_SERVICE,
    },
    evidence: [
      ...seenSignIns(facts, alike),
      ...(service === undefined || isRunning(service) ? [] : [seenService(service, facts["server.services"])]),
    ],
  };
}
/** The agent of this server is down; others may serve, so this is only likely. */
function stopped(facts: Facts, user: Pii, signIns: readonly SignIn[]): Claim<"stopped"> | undefined {
  const services = valueOr(facts["server.services"], []);
  const service = serviceNamed(services, SIGN_IN_AGENT_SERVICE);
  if (service === undefined || !isDown(services, SIGN_IN_AGENT_SERVICE)) return undefined;
  const isOff = featureOf(facts["entra.synchronization"], "passwordSyncEnabled") === false;
  const complains = valueOr(facts.ask, undefined)?.topics.some((t) => t === "sign-in" || t === "password") === true;
  if (!signIns.some(wentThrough) && !(isOff && complains)) return undefined;
  return {
    verdict: "fail",
    message: "stopped",
    proof: "timed",
    settles: ["entra.userSignIns"],
    effectOf: CAUSES,
    data: { user, service: service.Name, state: service.Status },
    evidence: [
      seenService(service, facts["server.services"]),
      ...(isOff
        ? [
            cite(
              { en: "passwordSyncEnabled is false", de: "passwordSyncEnabled ist false" },
              facts["entra.synchronization"],
            ),
          ]
        : []),
      ...seenSignIns(facts, signIns),
    ],
  };
}
