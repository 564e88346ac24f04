import { defineCheck } from "../../identity/define";
import { isLinked } from "../../identity/legacy";
import { at } from "../../identity/time";
import { cite, pii, type EventRecord } from "../../domain";

const of = (events: readonly EventRecord[], ids: readonly number[]): EventRecord | undefined =>
  events
    .filter((e) => e.ProviderName === "Directory Synchronization" && ids.includes(e.Id))
    .sort((a, b) => at(b.TimeCreated) - at(a.TimeCreated))[0];

/** The user is synced; did its password follow? Judged on a server that may send hashes at all. */
export default defineCheck({
  id: "passwords.synced",
  title: "The user's password has followed",
  guide: "objects.status",
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/connect/tshoot-connect-password-hash-synchronization"],
  needs: ["ad.user", "entra.user"],
  wants: [
    "server.events",
    "server.scheduler",
    "server.services",
    "server.host",
    "entra.organization",
    "entra.synchronization",
    "server.missingRights",
    "server.endpoints",
    "now",
  ],
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
  evaluate({
    "ad.user": ad,
    "entra.user": cloud,
    "server.events": events,
    "server.scheduler": scheduler,
    "server.services": services,
    "server.host": host,
    "entra.organization": org,
    "entra.synchronization": sync,
    "server.missingRights": rights,
    "server.endpoints": endpoints,
  }) {
    if (ad.state === "absent" || cloud.state === "absent" || !isLinked(ad.value, cloud))
      return { verdict: "skip", message: "notApplicable" };
    const user = ad.value,
      data = { user: pii(user.userPrincipalName ?? user.sAMAccountName) };
    if (Number(user.pwdLastSet) === 0 && user.pwdLastSet !== undefined) {
      const allowed = sync.state === "seen" && sync.value.features["userForcePasswordChangeOnLogonEnabled"] === true;
      if (!allowed)
        return {
          verdict: "fail",
          message: "temporary",
          data,
          evidence: [
            cite("pwdLastSet = 0", ad),
            ...(sync.state === "seen"
              ? [
                  cite(
                    `userForcePasswordChangeOnLogonEnabled = ${String(sync.value.features["userForcePasswordChangeOnLogonEnabled"] ?? false)}`,
                    sync,
                  ),
                ]
              : []),
          ],
        };
    }
    const fips = host.state === "seen" && [1, true].includes(host.value.FipsAlgorithmPolicyEnabled ?? 0);
    const noRight =
      rights.state === "seen" && rights.value.some((r) => r.Missing.some((m) => /^replicate-changes/.test(m)));
    const closed = endpoints.state === "seen" && endpoints.value.some((e) => e.Tcp !== "open" || e.Dns.length === 0);
    const running =
      services.state === "seen" && services.value.some((s) => s.Name === "ADSync" && s.Status === "Running");
    if (
      scheduler.state !== "seen" ||
      scheduler.value.StagingModeEnabled ||
      !running ||
      fips ||
      noRight ||
      closed ||
      events.state !== "seen"
    )
      return { verdict: "skip", message: "other" };
    const bad = of(events.value, [611, 603, 604, 652, 655, 662]),
      good = of(events.value, [654]);
    const set = at(String(user.pwdLastSet ?? "")),
      there = at(cloud.value.lastPasswordChangeDateTime),
      lastAny = org.state === "seen" ? at(org.value.onPremisesLastPasswordSyncDateTime) : NaN;
    const behind = !Number.isNaN(set) && (Number.isNaN(there) || there < set - 60_000) && !(lastAny > set + 3_600_000);
    if (bad === undefined || (good !== undefined && at(good.TimeCreated) > at(bad.TimeCreated)) || !behind)
      return { verdict: "pass", message: "followed", data };
    return {
      verdict: "fail",
      message: "stalled",
      data: { ...data, event: bad.Id, when: bad.TimeCreated, set: String(user.pwdLastSet) },
      suggests: ["restart-password-sync", "restart-sync-service"],
      evidence: [
        cite(
          `Event Directory Synchronization ${bad.Id} at ${bad.TimeCreated}; newest 654: ${good?.TimeCreated ?? "none"}`,
          events,
        ),
        cite(`pwdLastSet ${String(user.pwdLastSet)}`, ad),
        cite(`lastPasswordChangeDateTime ${cloud.value.lastPasswordChangeDateTime ?? "(empty)"}`, cloud),
      ],
    };
  },
});
