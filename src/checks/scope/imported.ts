import { adCsOf, unreadableFor } from "../../identity/chain";
import { defineCheck } from "../../identity/define";
import { isDirectMember } from "../../identity/group-filter";
import { isWithin } from "../../identity/dn";
import { nameOf } from "../../identity/naming";
import type { Place } from "../../identity/place";
import { lagOf, seenLag, touched, type Lag } from "../../identity/replication";
import { importsOf, lastFullImport, lastGoodImport } from "../../identity/runs";
import { neverSyncedClass } from "../../identity/source-type";
import { at } from "../../identity/time";
import { unreadOf } from "../../identity/unread";
import {
  cite,
  told,
  valueOr,
  type AdObject,
  type Claim,
  type Evidence,
  type Given,
  type MissingRight,
  type RunResult,
} from "../../domain";

type Needed = "ad.user" | "server.connectors" | "server.runHistory" | "cs.chain";
type Found = Claim<"notYet" | "denied" | "lag" | "full">;

/** The object is in reach, and the newest import has passed it by: may the account read it, did its controller know it, or can a delta not see it? */
export default defineCheck({
  id: "scope.imported",
  title: { en: "The engine has imported the account", de: "Die Synchronisierungs-Engine hat das Konto importiert" },
  guide: "basics.scope",
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/connect/tshoot-connect-object-not-syncing"],
  needs: ["ad.user", "server.connectors", "server.runHistory", "cs.chain"],
  wants: [
    "server.missingRights",
    "ad.domainControllers",
    "ad.containers",
    "server.pilotGroup",
    "entra.user",
    "entra.object",
    "server.globalSettings",
  ],
  messages: {
    imported: { en: "{user} is in the connector space.", de: "{user} ist im connector space." },
    notApplicable: {
      en: "The account is not within the reach of Entra Connect, so it is not expected there.",
      de: "Das Konto liegt nicht in Reichweite von Entra Connect, es wird dort also nicht erwartet.",
    },
    notYet: {
      en: "{user} changed after the newest good import, so this does not tell yet.",
      de: "{user} wurde nach dem neuesten erfolgreichen Import geändert, das sagt also noch nichts.",
    },
    refused: {
      en: "The import of {user} is refused with {error}; that error is judged by itself.",
      de: "Der Import von {user} wird mit {error} abgelehnt; dieser Fehler wird für sich beurteilt.",
    },
    denied: {
      code: "ad-permission-missing",
      text: {
        en: "The connector account {account} may not read {dn}, so {user} does not exist for the engine.",
        de: "Das Connectorkonto {account} darf {dn} nicht lesen, deshalb gibt es {user} für die Synchronisierungs-Engine nicht.",
      },
      advice: [
        {
          en: 'Grant read (offered here unless the account is protected), or on a server with the AD tools: Set-ADSyncBasicReadPermissions -ADConnectorAccountDN <DN of {account}> -ADobjectDN "{dn}"',
          de: 'Erteilen Sie Leserechte (wird hier angeboten, außer das Konto ist geschützt), oder auf einem Server mit den AD-Tools: Set-ADSyncBasicReadPermissions -ADConnectorAccountDN <DN von {account}> -ADobjectDN "{dn}"',
        },
        {
          en: "If inheritance is switched off on {dn}, decide whether to switch it on again (ADUC > Security > Advanced).",
          de: "Ist die Vererbung auf {dn} ausgeschaltet, entscheiden Sie, ob sie wieder eingeschaltet wird (ADUC > Security > Advanced).",
        },
        {
          en: "Then run a full import: an object that was never read is not in a delta.",
          de: "Führen Sie dann einen vollständigen Import aus: Ein Objekt, das nie gelesen wurde, steht in keinem Deltaimport.",
        },
      ],
    },
    lag: {
      code: "ad-replication-lag",
      text: {
        en: "{user} was changed at {changed}, and {controller} last replicated from {partner} at {success} (last result {result}): the connector reads a controller that does not know it yet.",
        de: "{user} wurde am {changed} geändert, und {controller} hat zuletzt am {success} von {partner} repliziert (letztes Ergebnis {result}): Der Connector liest einen Domänencontroller, der die Änderung noch nicht kennt.",
      },
      advice: [
        {
          en: "On a domain controller: repadmin /showrepl {controller} and repadmin /replsummary; mend what result {result} names (1722 = RPC server unavailable, 8453 = access denied).",
          de: "Auf einem Domänencontroller: repadmin /showrepl {controller} und repadmin /replsummary; beheben Sie, was das Ergebnis {result} nennt (1722 = RPC-Server nicht verfügbar, 8453 = Zugriff verweigert).",
        },
        {
          en: "Then repadmin /syncall {controller} /AdeP, and let the next delta cycle run.",
          de: "Dann repadmin /syncall {controller} /AdeP, und lassen Sie den nächsten Deltazyklus laufen.",
        },
      ],
    },
    full: {
      code: "full-import-required",
      text: {
        en: "{user} is in scope and older than the newest good delta import, yet not in the connector space: a delta does not see objects that came into scope, or became readable, without being changed themselves.",
        de: "{user} liegt im Bereich und ist älter als der neueste erfolgreiche Deltaimport, steht aber nicht im connector space: Ein Deltaimport sieht keine Objekte, die in den Bereich kamen oder lesbar wurden, ohne selbst geändert zu werden.",
      },
      advice: [
        {
          en: "Run a full import and full synchronization once: Start-ADSyncSyncCycle -PolicyType Initial (offered here).",
          de: "Führen Sie einmal einen vollständigen Import und eine vollständige Synchronisierung aus: Start-ADSyncSyncCycle -PolicyType Initial (wird hier angeboten).",
        },
      ],
    },
  },
  evaluate(facts, { ad, place, isSelected, hasArrived, errors }) {
    if (ad === undefined || place === undefined || !isSelected || neverSyncedClass(ad) !== undefined)
      return { verdict: "skip", message: "notApplicable" };
    const data = { user: nameOf(ad) };
    if (adCsOf(facts["cs.chain"]) !== null || hasArrived) return { verdict: "pass", message: "imported", data };
    const right = unreadableFor(ad.dn, facts["server.missingRights"]);
    if (right !== undefined) return denied(facts, ad, right);
    const [error] = errors.filter((e) => e.side === "ad");
    if (error !== undefined)
      return { verdict: "skip", message: "refused", data: { ...data, error: error.names[0] ?? error.type } };
    const pilot = valueOr(facts["server.pilotGroup"], undefined);
    if (pilot !== undefined && !isDirectMember(ad, pilot)) return { verdict: "skip", message: "notApplicable" };
    return passedBy(facts, ad, place);
  },
});

/** The connector account may not read the account or a container above it. */
const denied = (facts: Given<Needed, "server.missingRights">, ad: AdObject, right: MissingRight): Found => ({
  verdict: "fail",
  message: "denied",
  proof: "measured",
  data: { user: nameOf(ad), account: right.Account, dn: right.DN },
  suggests: ad.adminCount === 1 ? [] : ["grant-connector-permission"],
  evidence: [
    cite(
      told(
        { en: "{account} lacks {missing} on {dn}{inheritance}", de: "{account} fehlt {missing} auf {dn}{inheritance}" },
        {
          account: right.Account,
          missing: right.Missing.join(", "),
          dn: right.DN,
          inheritance:
            right.InheritanceDisabled === true ? { en: "; inheritance is off", de: "; die Vererbung ist aus" } : "",
        },
      ),
      facts["server.missingRights"],
    ),
    cite(
      { en: "The account is not in the connector space", de: "Das Konto ist nicht im connector space" },
      facts["cs.chain"],
    ),
  ],
});
/** Nothing hides the account, and the newest good import came after its last change: its controller did not know it, or a delta did not see it. */
function passedBy(
  facts: Given<Needed, "server.missingRights" | "ad.domainControllers" | "ad.containers">,
  ad: AdObject,
  { connector, partition }: Place,
): Found {
  const runs = valueOr(facts["server.runHistory"], []);
  const good = lastGoodImport(connector.Name, runs);
  const tells = good !== undefined && importsOf(connector.Name, runs)[0] === good && at(good.StartDate) > touched(ad);
  const notYet: Found = { verdict: "skip", message: "notYet", data: { user: nameOf(ad) } };
  if (!tells) return notYet;
  const missing = cite(
    told(
      {
        en: "Not in the connector space of {connector}, though its {profile} of {when} ended with {result}",
        de: "Nicht im connector space von {connector}, obwohl {profile} vom {when} mit {result} endete",
      },
      { connector: connector.Name, profile: good.RunProfileName, when: good.StartDate, result: good.Result },
    ),
    facts["server.runHistory"],
  );
  const lag = lagOf(ad, facts["ad.domainControllers"], partition?.PreferredDCs);
  if (lag !== undefined) return lagging(facts, ad, lag, missing);

  const full = lastFullImport(connector.Name, runs);
  const scopeChanged = [partition?.LastModificationTime, partition?.CreationTime, connector.LastModificationTime]
    .filter((t): t is string => t !== undefined)
    .sort()
    .at(-1);
  const opened = openedSince(facts, ad, full);
  // Scope is as old as it is known to be: a delta sees an object that was made or changed since.
  const isOldScope = scopeChanged !== undefined && at(scopeChanged) < touched(ad);
  if (isOldScope && opened === undefined) return notYet;
  if (full !== undefined && at(full.StartDate) > Math.max(touched(ad), at(scopeChanged) || 0) && opened === undefined)
    return notYet;
  const cameIntoScope =
    scopeChanged !== undefined && at(scopeChanged) > Math.max(touched(ad), full === undefined ? 0 : at(full.StartDate));
  return {
    verdict: "fail",
    message: "full",
    data: { user: nameOf(ad) },
    ...(cameIntoScope
      ? { proof: "measured", since: scopeChanged }
      : {
          proof: "timed",
          ...(opened?.whenChanged === undefined ? {} : { since: opened.whenChanged }),
          settles: unreadOf(facts, "server.missingRights", "ad.domainControllers"),
        }),
    suggests: ["run-full-sync"],
    evidence: [
      missing,
      cite(
        told(
          { en: "The account was last changed at {when}", de: "Das Konto wurde zuletzt am {when} geändert" },
          { when: ad.whenChanged ?? ad.whenCreated ?? "?" },
        ),
        facts["ad.user"],
      ),
      ...(scopeChanged === undefined
        ? []
        : [
            cite(
              told(
                {
                  en: "The connector's settings were last changed at {when}",
                  de: "Die Einstellungen des Connectors wurden zuletzt am {when} geändert",
                },
                { when: scopeChanged },
              ),
              facts["server.connectors"],
            ),
          ]),
      ...(opened === undefined
        ? []
        : [
            cite(
              told(
                { en: "{dn} was last changed at {when}", de: "{dn} wurde zuletzt am {when} geändert" },
                { dn: opened.dn, when: opened.whenChanged ?? "?" },
              ),
              facts["ad.containers"],
            ),
          ]),
      cite(
        told(
          { en: "Last full import in the history: {when}", de: "Letzter vollständiger Import im Verlauf: {when}" },
          { when: full?.StartDate ?? { en: "none", de: "keiner" } },
        ),
        facts["server.runHistory"],
      ),
    ],
  };
}
/** A container above the account that was changed after the account and after the newest full import: rights given there do not touch the account, so no delta sees them. */
const openedSince = (
  facts: Given<never, "ad.containers">,
  ad: AdObject,
  full: RunResult | undefined,
): AdObject | undefined =>
  valueOr(facts["ad.containers"], []).find(
    (c) =>
      isWithin(ad.dn, c.dn) &&
      at(c.whenChanged) > touched(ad) &&
      (full === undefined || at(c.whenChanged) > at(full.StartDate)),
  );
const lagging = (facts: Given<Needed, "ad.domainControllers">, ad: AdObject, lag: Lag, missing: Evidence): Found => ({
  verdict: "fail",
  message: "lag",
  proof: "measured",
  since: lag.lastSuccess,
  data: {
    user: nameOf(ad),
    changed: ad.whenChanged ?? ad.whenCreated ?? "",
    controller: lag.controller,
    partner: lag.partner,
    success: lag.lastSuccess,
    result: lag.result,
  },
  evidence: [
    seenLag(lag, facts["ad.domainControllers"]),
    cite(`whenCreated ${ad.whenCreated ?? "?"}, whenChanged ${ad.whenChanged ?? "?"}`, facts["ad.user"]),
    missing,
  ],
});
