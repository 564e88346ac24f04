import { defineCheck } from "../../identity/define";
import { isLinked, objectErrors } from "../../identity/legacy";
import { cite, pii } from "../../domain";

/** permission-issue (8344) on the export to AD: the connector account may not write back. The user is in the cloud all the same. */
export default defineCheck({
  id: "attributes.writeback",
  title: "The connector account may write back to the account",
  guide: "server.permissions",
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/connect/tshoot-connect-sync-errors"],
  needs: ["ad.user"],
  wants: ["cs.chain", "server.runHistory", "server.connectors", "server.missingRights", "entra.user"],
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
  evaluate({
    "ad.user": ad,
    "cs.chain": chain,
    "server.runHistory": runs,
    "server.connectors": connectors,
    "server.missingRights": rights,
    "entra.user": cloud,
  }) {
    if (ad.state === "absent") return { verdict: "skip", message: "noUser" };
    const user = ad.value,
      data = { user: pii(user.userPrincipalName ?? user.sAMAccountName) };
    const error = objectErrors(user, chain, runs, connectors).find(
      (e) => e.side === "ad" && (e.code === "8344" || /^(permission-issue|ma-access-denied)$/i.test(e.type)),
    );
    if (error === undefined) return { verdict: "pass", message: "fine", data };
    const lacking =
      rights.state === "seen"
        ? rights.value.find(
            (r) => r.DN.toLowerCase() === user.dn.toLowerCase() && r.Missing.some((m) => m.startsWith("write")),
          )
        : undefined;
    const attribute =
      error.attribute ?? lacking?.Missing.find((m) => m.startsWith("write:"))?.slice(6) ?? "the attribute";
    const guarded = user.adminCount === 1,
      grantable = !guarded && /^mS-DS-ConsistencyGuid$/i.test(attribute);
    return {
      verdict: "fail",
      message: guarded ? "protected" : "denied",
      standing: isLinked(user, cloud) || cloud.state !== "seen" ? "shown" : "degrading",
      data: { ...data, attribute, error: `${error.type}${error.code === "" ? "" : ` ${error.code}`}` },
      suggests: grantable ? ["grant-connector-permission"] : [],
      evidence: [
        error.evidence,
        ...(lacking === undefined
          ? []
          : [
              cite(
                `${lacking.Account} lacks ${lacking.Missing.join(", ")} on ${lacking.DN}${lacking.InheritanceDisabled === true ? "; inheritance is off" : ""}`,
                rights,
              ),
            ]),
        ...(guarded ? [cite("adminCount = 1", ad)] : []),
      ],
    };
  },
});
