import { defineCheck } from "../../identity/define";
import { sameDn } from "../../identity/dn";
import { nameOf } from "../../identity/naming";
import { cite, told, valueOr, type InEvery, type MissingRight } from "../../domain";

/** permission-issue (8344) on the export to AD: the connector account may not write back. The user is in the cloud all the same. */
export default defineCheck({
  id: "attributes.writeback",
  title: {
    en: "The connector account may write back to the account",
    de: "Das Connectorkonto darf auf das Konto zurückschreiben",
  },
  guide: "server.permissions",
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/connect/tshoot-connect-sync-errors"],
  needs: ["ad.user"],
  wants: [
    "cs.chain",
    "server.globalSettings",
    "server.runHistory",
    "server.connectors",
    "server.missingRights",
    "entra.user",
  ],
  messages: {
    noUser: { en: "There is no AD account to look at.", de: "Es gibt kein AD-Konto, das sich prüfen ließe." },
    fine: { en: "No write-back to {user} is refused.", de: "Kein Rückschreiben auf {user} wird abgelehnt." },
    denied: {
      code: "ad-permission-missing",
      text: {
        en: "The connector account may not write {attribute} of {user}: the export to AD ends with {error}.",
        de: "Das Connectorkonto darf {attribute} von {user} nicht schreiben: Der Export nach AD endet mit {error}.",
      },
      advice: [
        {
          en: "Grant the right where the account is not protected: Set-ADSyncMsDsConsistencyGuidPermissions (for mS-DS-ConsistencyGuid) or Set-ADSyncBasicReadPermissions and an explicit write on {attribute}, then run a delta cycle.",
          de: "Erteilen Sie die Berechtigung, wo das Konto nicht geschützt ist: Set-ADSyncMsDsConsistencyGuidPermissions (für mS-DS-ConsistencyGuid) oder Set-ADSyncBasicReadPermissions und eine ausdrückliche Schreibberechtigung auf {attribute}, und starten Sie dann eine Deltasynchronisierung.",
        },
      ],
    },
    protected: {
      code: "ad-permission-missing",
      text: {
        en: "The connector account may not write {attribute} of {user}: the export to AD ends with {error}. The account is protected (adminCount 1), so SDProp takes a grant on it away again within the hour.",
        de: "Das Connectorkonto darf {attribute} von {user} nicht schreiben: Der Export nach AD endet mit {error}. Das Konto ist geschützt (adminCount 1), deshalb entfernt SDProp eine dort erteilte Berechtigung binnen einer Stunde wieder.",
      },
      advice: [
        {
          en: "The user's own sync to the cloud is not hindered by it.",
          de: "Die Synchronisierung des Benutzers in die Cloud behindert das nicht.",
        },
        {
          en: "If the account is no longer in a protected group: clear adminCount, switch inheritance on again (ADUC > Security > Advanced), then run a delta cycle.",
          de: "Falls das Konto in keiner geschützten Gruppe mehr ist: Löschen Sie adminCount, schalten Sie die Vererbung wieder ein (ADUC > Security > Advanced) und starten Sie dann eine Deltasynchronisierung.",
        },
        {
          en: "If it is still privileged: leave it, or let a Domain Admin decide on a write right for {attribute} in AdminSDHolder (dsacls); this tool does not touch AdminSDHolder. Keeping privileged accounts out of sync is the cleaner way.",
          de: "Falls es noch privilegiert ist: Lassen Sie es so, oder ein Domänen-Admin entscheidet über eine Schreibberechtigung für {attribute} in AdminSDHolder (dsacls); dieses Werkzeug rührt AdminSDHolder nicht an. Sauberer ist es, privilegierte Konten nicht zu synchronisieren.",
        },
      ],
    },
  },
  evaluate(facts, { ad, isLinked, errors }) {
    if (ad === undefined) return { verdict: "skip", message: "noUser" };
    const user = nameOf(ad);
    const error = errors.find(
      (e) => e.side === "ad" && (e.code === "8344" || /^(permission-issue|ma-access-denied)$/i.test(e.type)),
    );
    if (error === undefined) return { verdict: "pass", message: "fine", data: { user } };
    const rights = facts["server.missingRights"];
    const lacking = valueOr(rights, []).find(
      (r) => sameDn(r.DN, ad.dn) && r.Missing.some((m) => m.startsWith("write")),
    );
    const named = lacking?.Missing.find((m) => m.startsWith(WRITE))?.slice(WRITE.length);
    const attribute = error.attribute ?? named;
    const isGuarded = ad.adminCount === 1;
    return {
      verdict: "fail",
      message: isGuarded ? "protected" : "denied",
      standing: isLinked || facts["entra.user"].state !== "seen" ? "shown" : "degrading",
      proof: "stated",
      data: {
        user,
        attribute: attribute ?? { en: "the attribute", de: "das Attribut" },
        error: [error.type, error.code].filter((part) => part !== "").join(" "),
      },
      suggests: !isGuarded && /^mS-DS-ConsistencyGuid$/i.test(attribute ?? "") ? ["grant-connector-permission"] : [],
      evidence: [
        error.evidence,
        ...(lacking === undefined ? [] : [cite(seenRight(lacking), rights)]),
        ...(isGuarded ? [cite("adminCount = 1", facts["ad.user"])] : []),
      ],
    };
  },
});

/** What stands before the attribute that may not be written. */
const WRITE = "write:";
const seenRight = ({ Account, Missing, DN, InheritanceDisabled }: MissingRight): InEvery =>
  told(
    { en: "{account} lacks {missing} on {dn}{inheritance}", de: "{account} fehlt {missing} auf {dn}{inheritance}" },
    {
      account: Account,
      missing: Missing,
      dn: DN,
      inheritance: InheritanceDisabled === true ? { en: "; inheritance is off", de: "; die Vererbung ist aus" } : "",
    },
  );
