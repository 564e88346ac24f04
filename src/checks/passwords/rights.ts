import { lacksReplication } from "../../identity/chain";
import { defineCheck } from "../../identity/define";
import { domainOf, isWithin } from "../../identity/dn";
import { DIRSYNC, seenEvent } from "../../identity/events";
import { passwordTraceOf } from "../../identity/password";
import { featureOf } from "../../identity/tenant";
import { at } from "../../identity/time";
import { cite, pii, told, valueOr, type AdObject, type EventRecord } from "../../domain";

/** Events of the password channel: a domain's hashes could not be read, a hash was sent (adsync reference §8.1). */
const DOMAIN_FAILED = 611;
const RESULT = 657;
/** Windows' code for a refused replication. */
const REPLICATION_DENIED = /\b8453\b/;

/** Hashes leave AD by replication: without Replicating Directory Changes (All) none does. */
export default defineCheck({
  id: "passwords.rights",
  title: {
    en: "The connector account may replicate directory changes",
    de: "Das Connectorkonto darf Verzeichnisänderungen replizieren",
  },
  guide: "server.permissions",
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/connect/tshoot-connect-password-hash-synchronization"],
  needs: ["ad.user", "server.missingRights"],
  wants: [
    "now",
    "entra.user",
    "entra.audits",
    "entra.synchronization",
    "server.connectors",
    "server.events",
    "server.globalSettings",
  ],
  messages: {
    noUser: { en: "There is no AD account to look at.", de: "Es gibt kein AD-Konto, das sich prüfen ließe." },
    notUsed: {
      en: "The tenant takes no password hashes, so nobody has to read them.",
      de: "Der Mandant nimmt keine Kennworthashes, also muss sie niemand lesen.",
    },
    held: {
      en: "The connector account holds the replication rights.",
      de: "Das Connectorkonto hat die Replikationsrechte.",
    },
    arrived: {
      en: "The password of {user} has come, so its domain's hashes can be read.",
      de: "Das Kennwort von {user} ist angekommen, die Hashes seiner Domäne lassen sich also lesen.",
    },
    missing: {
      code: "password-hash-rights-missing",
      text: {
        en: "{account} lacks the right to replicate directory changes on {dn}, so no password hash of that domain leaves Active Directory.",
        de: "{account} fehlt das Recht, auf {dn} Verzeichnisänderungen zu replizieren; deshalb verlässt kein Kennworthash dieser Domäne Active Directory.",
      },
      advice: [
        {
          en: "Grant it (offered here), or on a server with the AD tools: Set-ADSyncPasswordHashSyncPermissions -ADConnectorAccountName <name> -ADConnectorAccountDomain <domain>; both Replicating Directory Changes and Replicating Directory Changes All are needed.",
          de: "Erteilen Sie es (wird hier angeboten), oder auf einem Server mit den AD-Tools: Set-ADSyncPasswordHashSyncPermissions -ADConnectorAccountName <name> -ADConnectorAccountDomain <domain>; nötig sind Replicating Directory Changes und Replicating Directory Changes All.",
        },
        {
          en: "Hashes follow by themselves within minutes; event 657 shows the user.",
          de: "Die Hashes folgen binnen Minuten von selbst; Ereignis 657 zeigt den Benutzer.",
        },
      ],
    },
    denied: {
      code: "password-hash-rights-missing",
      text: {
        en: "Active Directory refuses {account} the replication of {domain} (event 611 at {when}, error 8453), so no password hash of that domain leaves it.",
        de: "Active Directory verweigert {account} die Replikation von {domain} (Ereignis 611 am {when}, Fehler 8453), deshalb verlässt kein Kennworthash dieser Domäne Active Directory.",
      },
      advice: [
        {
          en: "On a server with the AD tools: Set-ADSyncPasswordHashSyncPermissions -ADConnectorAccountName <name> -ADConnectorAccountDomain <domain>; both Replicating Directory Changes and Replicating Directory Changes All are needed on the root of {domain}.",
          de: "Auf einem Server mit den AD-Tools: Set-ADSyncPasswordHashSyncPermissions -ADConnectorAccountName <name> -ADConnectorAccountDomain <domain>; nötig sind Replicating Directory Changes und Replicating Directory Changes All auf dem Stamm von {domain}.",
        },
        {
          en: "Hashes follow by themselves within minutes; event 657 shows the user.",
          de: "Die Hashes folgen binnen Minuten von selbst; Ereignis 657 zeigt den Benutzer.",
        },
      ],
    },
  },
  evaluate(facts, { ad, place }) {
    if (ad === undefined) return { verdict: "skip", message: "noUser" };
    if (featureOf(facts["entra.synchronization"], "passwordSyncEnabled") === false)
      return { verdict: "skip", message: "notUsed" };
    const rights = facts["server.missingRights"];
    const above = valueOr(rights, []).filter((r) => isWithin(ad.dn, r.DN));
    const right = above.find(lacksReplication);
    const event = newestFailure(valueOr(facts["server.events"], []), ad);
    const isDenied = event !== undefined && REPLICATION_DENIED.test(event.Message);
    // Without the right to read, the object itself does not sync: that is told elsewhere.
    if ((right === undefined && !isDenied) || above.some((r) => r.Missing.includes("read")))
      return { verdict: "pass", message: "held" };
    const user = pii(ad.userPrincipalName);
    if (passwordTraceOf(facts).state === "well") return { verdict: "pass", message: "arrived", data: { user } };
    const seen = event === undefined ? [] : [seenEvent(event, facts["server.events"])];
    if (right === undefined)
      return {
        verdict: "fail",
        message: "denied",
        standing: "shown",
        proof: "stated",
        since: event?.TimeCreated ?? "",
        data: {
          account: place?.connector.Account ?? { en: "the connector account", de: "dem Connectorkonto" },
          domain: domainOf(ad.dn),
          when: event?.TimeCreated ?? "",
          user,
        },
        evidence: seen,
      };
    return {
      verdict: "fail",
      message: "missing",
      standing: event === undefined ? "expected" : "shown",
      proof: "measured",
      data: { account: right.Account, dn: right.DN, user },
      suggests: ["grant-connector-permission"],
      evidence: [
        cite(
          told(
            { en: "{account} lacks {missing} on {dn}", de: "{account} fehlt {missing} auf {dn}" },
            { account: right.Account, missing: right.Missing.join(", "), dn: right.DN },
          ),
          rights,
        ),
        ...seen,
      ],
    };
  },
});

/** The newest failure of the account's domain that no hash sent since has answered; an event that names no domain may be of any. */
function newestFailure(events: readonly EventRecord[], ad: AdObject): EventRecord | undefined {
  const channel = events
    .filter((e) => DIRSYNC.test(e.ProviderName))
    .sort((a, b) => at(b.TimeCreated) - at(a.TimeCreated));
  const own = domainOf(ad.dn);
  const sent = channel.find((e) => e.Id === RESULT && /Result\s*:\s*Success/i.test(e.Message));
  return channel.find((e) => {
    const named = /for domain:\s*([\w.-]+)/i.exec(e.Message)?.[1]?.replace(/\.$/, "").toLowerCase();
    const isOurs = named === undefined || named === own || named === ad.forest.toLowerCase();
    return e.Id === DOMAIN_FAILED && isOurs && !(at(e.TimeCreated) < at(sent?.TimeCreated));
  });
}
