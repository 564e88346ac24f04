import { defineCheck } from "../../identity/define";
import { isWithin } from "../../identity/dn";
import { cite, pii } from "../../domain";

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
  evaluate({ "ad.user": user, "server.missingRights": rights, "server.events": events }) {
    if (user.state === "absent" || rights.state === "absent")
      return user.state === "absent" ? { verdict: "skip", message: "noUser" } : { verdict: "pass", message: "held" };
    const dn = user.value.dn,
      right = rights.value.find((r) => isWithin(dn, r.DN) && r.Missing.some((m) => /^replicate-changes/.test(m)));
    if (right === undefined || rights.value.some((r) => isWithin(dn, r.DN) && r.Missing.includes("read")))
      return { verdict: "pass", message: "held" };
    const event =
      events.state === "seen"
        ? events.value.find((e) => e.ProviderName === "Directory Synchronization" && e.Id === 611)
        : undefined;
    return {
      verdict: "fail",
      message: "missing",
      standing: event === undefined ? "expected" : "shown",
      data: { account: right.Account, dn: right.DN, user: pii(user.value.userPrincipalName) },
      suggests: ["grant-connector-permission"],
      evidence: [
        cite(`${right.Account} lacks ${right.Missing.join(", ")} on ${right.DN}`, rights),
        ...(event === undefined ? [] : [cite(`Event Directory Synchronization 611 at ${event.TimeCreated}`, events)]),
      ],
    };
  },
});
