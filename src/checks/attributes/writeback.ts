import { defineCheck } from "../../identity/define";
import { sameDn } from "../../identity/dn";
import { nameOf } from "../../identity/naming";
import { cite, valueOr, type MissingRight } from "../../domain";

/** permission-issue (8344) on the export to AD: the connector account may not write back. The user is in the cloud all the same. */
export default defineCheck({
  id: "attributes.writeback",
  title: "The connector account may write back to the account",
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
    noUser: "There is no AD account to look at.",
    fine: "No write-back to {user} is refused.",
    denied: {
      code: "ad-permission-missing",
      text: "The connector account may not write {attribute} of {user}: the export to AD ends with {error}.",
      advice: [
        "Grant the right where the account is not protected: Set-ADSyncMsDsConsistencyGuidPermissions (for mS-DS-ConsistencyGuid) or Set-ADSyncBasicReadPermissions and an explicit write on {attribute}, then run a delta cycle.",
      ],
    },
    protected: {
      code: "ad-permission-missing",
      text: "The connector account may not write {attribute} of {user}: the export to AD ends with {error}. The account is protected (adminCount 1), so SDProp takes a grant on it away again within the hour.",
      advice: [
        "The user's own sync to the cloud is not hindered by it.",
        "If the account is no longer in a protected group: clear adminCount, switch inheritance on again (ADUC > Security > Advanced), then run a delta cycle.",
        "If it is still privileged: leave it, or let a Domain Admin decide on a write right for {attribute} in AdminSDHolder (dsacls); this tool does not touch AdminSDHolder. Keeping privileged accounts out of sync is the cleaner way.",
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
    const attribute = error.attribute ?? named ?? "the attribute";
    const isGuarded = ad.adminCount === 1;
    return {
      verdict: "fail",
      message: isGuarded ? "protected" : "denied",
      standing: isLinked || facts["entra.user"].state !== "seen" ? "shown" : "degrading",
      proof: "stated",
      data: { user, attribute, error: [error.type, error.code].filter((part) => part !== "").join(" ") },
      suggests: !isGuarded && /^mS-DS-ConsistencyGuid$/i.test(attribute) ? ["grant-connector-permission"] : [],
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
const seenRight = ({ Account, Missing, DN, InheritanceDisabled }: MissingRight): string =>
  `${Account} lacks ${Missing.join(", ")} on ${DN}${InheritanceDisabled === true ? "; inheritance is off" : ""}`;
