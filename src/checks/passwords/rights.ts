import { lacksReplication } from "../../identity/chain";
import { defineCheck } from "../../identity/define";
import { isWithin } from "../../identity/dn";
import { DIRSYNC, seenEvent } from "../../identity/events";
import { cite, pii, valueOr } from "../../domain";

/** Event of the password channel: a domain's hashes could not be read (adsync reference §8). */
const DOMAIN_FAILED = 611;

/** Hashes leave AD by replication: without Replicating Directory Changes (All) none does. */
export default defineCheck({
  id: "passwords.rights",
  title: "The connector account may replicate directory changes",
  guide: "server.permissions",
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/connect/tshoot-connect-password-hash-synchronization"],
  needs: ["ad.user", "server.missingRights"],
  wants: ["server.events"],
  messages: {
    noUser: "There is no AD account to look at.",
    held: "The connector account holds the replication rights.",
    missing: {
      code: "password-hash-rights-missing",
      text: "{account} lacks the right to replicate directory changes on {dn}, so no password hash of that domain leaves Active Directory.",
      advice: [
        "Grant it (offered here), or on a server with the AD tools: Set-ADSyncPasswordHashSyncPermissions -ADConnectorAccountName <name> -ADConnectorAccountDomain <domain>; both Replicating Directory Changes and Replicating Directory Changes All are needed.",
        "Hashes follow by themselves within minutes; event 657 shows the user.",
      ],
    },
  },
  evaluate(facts, { ad }) {
    if (ad === undefined) return { verdict: "skip", message: "noUser" };
    const rights = facts["server.missingRights"];
    const above = valueOr(rights, []).filter((r) => isWithin(ad.dn, r.DN));
    const right = above.find(lacksReplication);
    // Without the right to read, the object itself does not sync: that is told elsewhere.
    if (right === undefined || above.some((r) => r.Missing.includes("read")))
      return { verdict: "pass", message: "held" };
    const events = facts["server.events"];
    const event = valueOr(events, []).find((e) => DIRSYNC.test(e.ProviderName) && e.Id === DOMAIN_FAILED);
    return {
      verdict: "fail",
      message: "missing",
      standing: event === undefined ? "expected" : "shown",
      proof: "measured",
      data: { account: right.Account, dn: right.DN, user: pii(ad.userPrincipalName) },
      suggests: ["grant-connector-permission"],
      evidence: [
        cite(`${right.Account} lacks ${right.Missing.join(", ")} on ${right.DN}`, rights),
        ...(event === undefined ? [] : [seenEvent(event, events)]),
      ],
    };
  },
});
