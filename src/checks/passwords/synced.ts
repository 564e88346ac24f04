import { lacksReplication } from "../../identity/chain";
import { defineCheck } from "../../identity/define";
import { DIRSYNC } from "../../identity/events";
import { nameOf } from "../../identity/naming";
import { featureOf } from "../../identity/tenant";
import { at } from "../../identity/time";
import { cite, valueOr, type AdObject, type Claim, type CloudUser, type EventRecord, type Given } from "../../domain";

const NEEDS = ["ad.user", "entra.user"] as const;
const WANTS = [
  "server.events",
  "server.scheduler",
  "server.services",
  "server.host",
  "server.globalSettings",
  "server.missingRights",
  "server.endpoints",
  "entra.organization",
  "entra.synchronization",
] as const;
type Facts = Given<(typeof NEEDS)[number], (typeof WANTS)[number]>;

/** Events of the password channel (adsync reference §8): its failures, and the end of a heartbeat. */
const FAILURES = [611, 603, 604, 652, 655, 662];
const HEARTBEAT = 654;
/** Clocks differ: the cloud's change may stand a little before the one in AD, ms. */
const CLOCK_SLACK_MS = 60_000;
/** The tenant's last password sync proves the channel only where it came so long after the change, ms. */
const CHANNEL_DELAY_MS = 3_600_000;

/** The user is synced; did its password follow? Judged on a server that may send hashes at all. */
export default defineCheck({
  id: "passwords.synced",
  title: "The user's password has followed",
  guide: "objects.status",
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/connect/tshoot-connect-password-hash-synchronization"],
  needs: NEEDS,
  wants: WANTS,
  messages: {
    notApplicable: "The user is not linked yet, so no password could have followed.",
    other:
      "Password hash sync does not run here (staging mode, stopped service, host setting, rights or network), which is judged elsewhere.",
    followed: "Nothing shows that the password of {user} failed to follow.",
    temporary: {
      code: "password-change-required",
      text: 'The password of {user} is temporary (pwdLastSet 0, "user must change password at next logon"); such a password is not synced unless the tenant allows it.',
      advice: [
        'Let the user set an own password on a domain computer, or set a final one in AD without "must change at next logon".',
        "To sync temporary passwords in general: Set-ADSyncAADCompanyFeature -ForcePasswordChangeOnLogOn $true (needs an administrator's sign-in), then set the temporary password anew.",
      ],
    },
    stalled: {
      code: "password-sync-stalled",
      text: "The password channel fails while the rest syncs: event {event} at {when}, and the password of {user} from {set} has not reached the cloud.",
      advice: [
        "Restart the password channel (offered here); if it stays, restart the ADSync service, which also drops cached credentials.",
        "Then watch the Application log: event 654 (heartbeat), and 657 for the user.",
      ],
    },
  },
  evaluate(facts, { ad, cloud, isLinked }) {
    if (ad === undefined || cloud === undefined || !isLinked) return { verdict: "skip", message: "notApplicable" };
    const unsent = temporary(facts, ad);
    if (unsent !== undefined) return unsent;
    if (!mayRun(facts) || facts["server.events"].state !== "seen") return { verdict: "skip", message: "other" };
    return stalled(facts, ad, cloud) ?? { verdict: "pass", message: "followed", data: { user: nameOf(ad) } };
  },
});

/** A temporary password is sent only where the tenant takes such ones. */
function temporary(facts: Facts, ad: AdObject): Claim<"temporary"> | undefined {
  const synchronization = facts["entra.synchronization"];
  const isTaken = featureOf(synchronization, "userForcePasswordChangeOnLogonEnabled") ?? false;
  if (ad.pwdLastSet === undefined || Number(ad.pwdLastSet) !== 0 || isTaken) return undefined;
  return {
    verdict: "fail",
    message: "temporary",
    proof: "measured",
    data: { user: nameOf(ad) },
    evidence: [
      cite("pwdLastSet = 0", facts["ad.user"]),
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
  const runs = valueOr(facts["server.services"], []).some((s) => s.Name === "ADSync" && s.Status === "Running");
  const isFips = [1, true].includes(valueOr(facts["server.host"], undefined)?.FipsAlgorithmPolicyEnabled ?? 0);
  const isClosed = valueOr(facts["server.endpoints"], []).some((e) => e.Tcp !== "open" || e.Dns.length === 0);
  return isActive && runs && !isFips && !isClosed && !valueOr(facts["server.missingRights"], []).some(lacksReplication);
}

/** The channel's newest word is a failure, and the password has not arrived. */
function stalled(facts: Facts, ad: AdObject, cloud: CloudUser): Claim<"stalled"> | undefined {
  const events = channelEvents(facts);
  const good = events.find((e) => e.Id === HEARTBEAT);
  // Without a heartbeat all failures count, at(undefined) being no moment at all.
  const failures = events.filter((e) => FAILURES.includes(e.Id) && !(at(e.TimeCreated) < at(good?.TimeCreated)));
  const newest = failures[0];
  const since = failures.at(-1)?.TimeCreated;
  if (newest === undefined || since === undefined || !isBehind(facts, ad, cloud)) return undefined;
  return {
    verdict: "fail",
    message: "stalled",
    proof: "measured",
    since,
    data: { user: nameOf(ad), event: newest.Id, when: newest.TimeCreated, set: String(ad.pwdLastSet) },
    suggests: ["restart-password-sync", "restart-sync-service"],
    evidence: [
      cite(
        `Event Directory Synchronization ${newest.Id} at ${newest.TimeCreated}; newest ${HEARTBEAT}: ${good?.TimeCreated ?? "none"}`,
        facts["server.events"],
      ),
      cite(`pwdLastSet ${String(ad.pwdLastSet)}`, facts["ad.user"]),
      cite(`lastPasswordChangeDateTime ${cloud.lastPasswordChangeDateTime ?? "(empty)"}`, facts["entra.user"]),
    ],
  };
}
/** Newest first. */
const channelEvents = (facts: Facts): EventRecord[] =>
  valueOr(facts["server.events"], [])
    .filter((e) => DIRSYNC.test(e.ProviderName))
    .sort((a, b) => at(b.TimeCreated) - at(a.TimeCreated));
/** The password was set in AD, the cloud shows an older one, and nobody's has been synchronized since. */
function isBehind(facts: Facts, ad: AdObject, cloud: CloudUser): boolean {
  const set = at(String(ad.pwdLastSet ?? ""));
  const there = at(cloud.lastPasswordChangeDateTime);
  const channel = at(valueOr(facts["entra.organization"], undefined)?.onPremisesLastPasswordSyncDateTime);
  const isOlder = Number.isNaN(there) || there < set - CLOCK_SLACK_MS;
  return !Number.isNaN(set) && isOlder && !(channel > set + CHANNEL_DELAY_MS);
}
