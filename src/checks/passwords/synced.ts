import { isDisabled } from "../../identity/account";
import { lacksReplication } from "../../identity/chain";
import { defineCheck } from "../../identity/define";
import { DIRSYNC, speaksOfFips } from "../../identity/events";
import { nameOf } from "../../identity/naming";
import { MUST_CHANGE, passwordSetAt, passwordTraceOf, type PasswordTrace } from "../../identity/password";
import { isDataPath, isDc, isReached } from "../../identity/probes";
import { isRunning, serviceNamed, SYNC_SERVICE } from "../../identity/services";
import { at, hoursBetween } from "../../identity/time";
import {
  cite,
  told,
  valueOr,
  type AdObject,
  type Claim,
  type EventRecord,
  type Evidence,
  type Given,
} from "../../domain";

const NEEDS = ["ad.user", "entra.user"] as const;
const WANTS = [
  "now",
  "entra.audits",
  "entra.organization",
  "entra.synchronization",
  "server.endpoints",
  "server.events",
  "server.globalSettings",
  "server.host",
  "server.missingRights",
  "server.scheduler",
  "server.services",
] as const;
type Facts = Given<(typeof NEEDS)[number], (typeof WANTS)[number]>;
type Found = Claim<"temporary" | "stalled" | "silent" | "failedOne">;

/** Events of the password channel (adsync reference §8.1): a domain's hashes could not be read, sending them failed, a heartbeat or a batch ended well, what became of one user's. */
const DOMAIN_FAILED = 611;
const SENDING_FAILED = [603, 604, 652, 655, 662];
const HEARTBEAT = 654;
const BATCH_ENDED = 651;
const RESULT = 657;
/** Without a heartbeat for so long the channel has stalled; it beats every half hour. */
const SILENT_HOURS = 3;
/** The tenant's last password sync proves the channel only where it came so long after the change, ms. */
const CHANNEL_DELAY_MS = 3_600_000;
/** A failure that is older and was not repeated has passed. */
const LASTING_HOURS = 72;
const RESTART = ["restart-password-sync", "restart-sync-service"] as const;
/** What stops the channel on its side of the server and is named by itself: of a domain, and of the way to the cloud. */
const OF_DOMAIN = ["domain-controller-unreachable", "name-resolution-failure"] as const;
const OF_SENDING = ["name-resolution-failure", "cloud-connector-credentials"] as const;

/** The user is synced; did its password follow? Judged on a server that may send hashes at all. */
export default defineCheck({
  id: "passwords.synced",
  title: { en: "The user's password has followed", de: "Das Kennwort des Benutzers ist in der Cloud angekommen" },
  guide: "objects.status",
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/connect/tshoot-connect-password-hash-synchronization"],
  needs: NEEDS,
  wants: WANTS,
  messages: {
    notApplicable: {
      en: "The user is not linked yet, so no password could have followed.",
      de: "Der Benutzer ist noch nicht verknüpft, es konnte also kein Kennwort ankommen.",
    },
    other: {
      en: "Password hash sync does not run here (staging mode, stopped service, host setting, rights or network), which is judged elsewhere.",
      de: "Die Kennworthashsynchronisierung läuft hier nicht (Stagingmodus, angehaltener Dienst, Hosteinstellung, Berechtigungen oder Netzwerk); das wird an anderer Stelle beurteilt.",
    },
    followed: {
      en: "The password of {user} has followed.",
      de: "Das Kennwort von {user} ist in der Cloud angekommen.",
    },
    notShown: {
      en: "Nothing shows whether the password of {user} has followed.",
      de: "Nichts zeigt, ob das Kennwort von {user} in der Cloud angekommen ist.",
    },
    temporary: {
      code: "password-change-required",
      text: {
        en: 'The password of {user} is temporary (pwdLastSet 0, "user must change password at next logon"); such a password is not synced unless the tenant allows it.',
        de: 'Das Kennwort von {user} ist temporär (pwdLastSet 0, "user must change password at next logon"); ein solches Kennwort wird nicht synchronisiert, außer der Mandant erlaubt es.',
      },
      advice: [
        {
          en: 'Let the user set an own password on a domain computer, or set a final one in AD without "must change at next logon".',
          de: 'Lassen Sie den Benutzer an einem Computer der Domäne ein eigenes Kennwort setzen, oder setzen Sie in AD ein endgültiges ohne "must change at next logon".',
        },
        {
          en: "To sync temporary passwords in general: Set-ADSyncAADCompanyFeature -ForcePasswordChangeOnLogOn $true (needs an administrator's sign-in), then set the temporary password anew.",
          de: "Um temporäre Kennwörter allgemein zu synchronisieren: Set-ADSyncAADCompanyFeature -ForcePasswordChangeOnLogOn $true (verlangt die Anmeldung eines Administrators), danach setzen Sie das temporäre Kennwort neu.",
        },
      ],
    },
    stalled: {
      code: "password-sync-stalled",
      text: {
        en: "The password channel fails while the rest syncs: event {event} at {when}, and the password of {user} from {set} has not reached the cloud.",
        de: "Der Kennwortkanal schlägt fehl, während das Übrige synchronisiert: Ereignis {event} am {when}, und das Kennwort von {user} vom {set} hat die Cloud nicht erreicht.",
      },
      advice: [
        {
          en: "Restart the password channel (offered here); if it stays, restart the ADSync service, which also drops cached credentials.",
          de: "Starten Sie den Kennwortkanal neu (wird hier angeboten); bleibt es dabei, starten Sie den Dienst ADSync neu, der auch zwischengespeicherte Anmeldeinformationen verwirft.",
        },
        {
          en: "Then watch the Application log: event 654 (heartbeat), and 657 for the user.",
          de: "Beobachten Sie dann das Anwendungsprotokoll: Ereignis 654 (Heartbeat) und 657 für den Benutzer.",
        },
      ],
    },
    silent: {
      code: "password-sync-stalled",
      text: {
        en: "The password channel has had no heartbeat since {when} (one is due every 30 minutes), and the password of {user} from {set} has not reached the cloud.",
        de: "Der Kennwortkanal hat seit {when} keinen Heartbeat gesendet (fällig ist einer alle 30 Minuten), und das Kennwort von {user} vom {set} hat die Cloud nicht erreicht.",
      },
      advice: [
        {
          en: "Restart the password channel (offered here); then watch the Application log for event 654 (heartbeat), and 657 for the user.",
          de: "Starten Sie den Kennwortkanal neu (wird hier angeboten); beobachten Sie dann das Anwendungsprotokoll auf Ereignis 654 (Heartbeat) und 657 für den Benutzer.",
        },
      ],
    },
    failedOne: {
      code: "password-sync-stalled",
      text: {
        en: 'The password channel says of {user} at {when}: "{said}". Other passwords may go through.',
        de: 'Der Kennwortkanal meldet zu {user} am {when}: "{said}". Andere Kennwörter können durchgehen.',
      },
      advice: [
        {
          en: "Push this one: Invoke-ADSyncCSObjectPasswordHashSync -ConnectorName <AD connector> -DistinguishedName <DN>, then look for event 657 of the user.",
          de: "Schieben Sie dieses eine an: Invoke-ADSyncCSObjectPasswordHashSync -ConnectorName <AD-Connector> -DistinguishedName <DN>, und suchen Sie dann nach Ereignis 657 des Benutzers.",
        },
        {
          en: 'A "not yet provisioned" ends by itself once the user is exported; then the hash is sent again.',
          de: 'Ein "not yet provisioned" endet von selbst, sobald der Benutzer exportiert ist; dann wird der Hash erneut gesendet.',
        },
      ],
    },
  },
  evaluate(facts, { ad, cloud, isLinked }) {
    if (ad === undefined || cloud === undefined || !isLinked) return { verdict: "skip", message: "notApplicable" };
    const trace = passwordTraceOf(facts);
    const unsendable = temporary(facts, ad, trace);
    if (unsendable !== undefined) return unsendable;
    const data = { user: nameOf(ad) };
    if (trace.state === "well") return { verdict: "pass", message: "followed", data };
    if (!mayRun(facts) || facts["server.events"].state !== "seen" || isDisabled(ad))
      return { verdict: "skip", message: "other" };
    return (
      failedOne(facts, ad, trace) ??
      stalled(facts, ad, trace) ??
      silent(facts, ad, trace) ?? { verdict: "skip", message: "notShown", data }
    );
  },
});

/** A temporary password is sent only where the tenant takes such ones. */
function temporary(facts: Facts, ad: AdObject, trace: PasswordTrace): Found | undefined {
  const isTold = trace.how === "refused" && MUST_CHANGE.test(trace.said ?? "");
  if (trace.how !== "temporary" && !isTold) return undefined;
  const synchronization = facts["entra.synchronization"];
  return {
    verdict: "fail",
    message: "temporary",
    proof: "measured",
    data: { user: nameOf(ad) },
    evidence: [
      ...trace.evidence,
      ...(synchronization.state === "seen"
        ? [cite("userForcePasswordChangeOnLogonEnabled = false", synchronization)]
        : []),
    ],
  };
}

/** Nothing keeps this server from sending hashes that is judged elsewhere: staging, service, FIPS, rights, network. */
function mayRun(facts: Facts): boolean {
  const scheduler = facts["server.scheduler"];
  const isActive = scheduler.state === "seen" && !scheduler.value.StagingModeEnabled;
  const runs = isRunning(serviceNamed(valueOr(facts["server.services"], []), SYNC_SERVICE));
  const isFips = [1, true].includes(valueOr(facts["server.host"], undefined)?.FipsAlgorithmPolicyEnabled ?? 0);
  const isClosed = valueOr(facts["server.endpoints"], []).some(
    (p) => (isDataPath(p) || isDc(p)) && !isReached(p) && p.ViaProxy?.Tcp !== "open",
  );
  return (
    isActive &&
    runs &&
    !(isFips && channelEvents(facts).some(speaksOfFips)) &&
    !isClosed &&
    !valueOr(facts["server.missingRights"], []).some(lacksReplication)
  );
}
const sayTrace = (facts: Facts, trace: PasswordTrace): readonly Evidence[] =>
  trace.evidence.length > 0
    ? trace.evidence
    : [cite({ en: "pwdLastSet was not read", de: "pwdLastSet wurde nicht gelesen" }, facts["ad.user"])];
/** Newest first. */
const channelEvents = (facts: Facts): EventRecord[] =>
  valueOr(facts["server.events"], [])
    .filter((e) => DIRSYNC.test(e.ProviderName))
    .sort((a, b) => at(b.TimeCreated) - at(a.TimeCreated));

/** The channel itself says that this user's could not be sent. */
function failedOne(facts: Facts, ad: AdObject, { how, said = "", since, evidence }: PasswordTrace): Found | undefined {
  if (how !== "refused" || /^filtered/i.test(said)) return undefined;
  return {
    verdict: "fail",
    message: "failedOne",
    proof: "stated",
    ...(since === undefined ? {} : { since }),
    data: { user: nameOf(ad), when: since ?? "", said },
    suggests: RESTART,
    evidence,
  };
}
/** The channel's newest word is a failure, and the password has not arrived. */
function stalled(facts: Facts, ad: AdObject, trace: PasswordTrace): Found | undefined {
  const events = channelEvents(facts);
  const newestOf = (isIt: (e: EventRecord) => boolean): EventRecord | undefined => events.find(isIt);
  const sent = newestOf((e) => e.Id === RESULT && /Result\s*:\s*Success/i.test(e.Message));
  const good = newestOf((e) => e === sent || e.Id === HEARTBEAT || e.Id === BATCH_ENDED);
  // Without a good word all failures count, at(undefined) being no moment at all. A heartbeat reaches the cloud, and proves nothing of a domain.
  const failures = events.filter(
    (e) =>
      (SENDING_FAILED.includes(e.Id) && !(at(e.TimeCreated) < at(good?.TimeCreated))) ||
      (e.Id === DOMAIN_FAILED && !(at(e.TimeCreated) < at(sent?.TimeCreated))),
  );
  const newest = failures[0];
  const since = failures.at(-1)?.TimeCreated;
  if (newest === undefined || since === undefined || !isBehind(facts, ad, trace)) return undefined;
  // What lasts is tried again within minutes, and fails again: an old failure alone has passed.
  if (hoursBetween(newest.TimeCreated, valueOr(facts.now, "")) > LASTING_HOURS) return undefined;
  return {
    verdict: "fail",
    message: "stalled",
    proof: "measured",
    since,
    effectOf: newest.Id === DOMAIN_FAILED ? OF_DOMAIN : OF_SENDING,
    data: { user: nameOf(ad), event: newest.Id, when: newest.TimeCreated, set: String(ad.pwdLastSet) },
    suggests: RESTART,
    evidence: [
      cite(
        told(
          {
            en: "Event Directory Synchronization {id} at {when}; newest good one: {good}",
            de: "Ereignis Directory Synchronization {id} am {when}; neuestes gutes: {good}",
          },
          { id: newest.Id, when: newest.TimeCreated, good: good?.TimeCreated ?? "none" },
        ),
        facts["server.events"],
      ),
      ...sayTrace(facts, trace),
    ],
  };
}
/** The heart has stopped beating without a word. */
function silent(facts: Facts, ad: AdObject, trace: PasswordTrace): Found | undefined {
  const events = channelEvents(facts);
  const beat = events.find((e) => e.Id === HEARTBEAT)?.TimeCreated;
  const hours = hoursBetween(beat, valueOr(facts.now, ""));
  const goesOn = events.some((e) => at(e.TimeCreated) > at(beat));
  if (beat === undefined || !(hours > SILENT_HOURS) || !goesOn || !isBehind(facts, ad, trace)) return undefined;
  return {
    verdict: "fail",
    message: "silent",
    proof: "measured",
    since: beat,
    effectOf: OF_SENDING,
    data: { user: nameOf(ad), when: beat, set: String(ad.pwdLastSet) },
    suggests: RESTART,
    evidence: [
      cite(
        told(
          { en: "newest event {id} at {when}", de: "neuestes Ereignis {id} am {when}" },
          { id: HEARTBEAT, when: beat },
        ),
        facts["server.events"],
      ),
      ...sayTrace(facts, trace),
    ],
  };
}
/** The password was set in AD, the cloud shows an older one, and nobody's has been synchronized since. */
function isBehind(facts: Facts, ad: AdObject, trace: PasswordTrace): boolean {
  const set = at(passwordSetAt(ad.pwdLastSet));
  const channel = at(valueOr(facts["entra.organization"], undefined)?.onPremisesLastPasswordSyncDateTime);
  const isOpen = trace.how === "behind" || trace.how === "fresh" || trace.how === "silent";
  return isOpen && !Number.isNaN(set) && !(channel > set + CHANNEL_DELAY_MS);
}
