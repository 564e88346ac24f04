import { adCsOf, unreadableFor } from "../../identity/chain";
import { defineCheck } from "../../identity/define";
import { sameDn } from "../../identity/dn";
import { isLinked } from "../../identity/legacy";
import { isSelected, placeOf } from "../../identity/place";
import { lagOf, touched } from "../../identity/replication";
import { importsOf, lastFullImport, lastGoodImport } from "../../identity/runs";
import { at } from "../../identity/time";
import { cite, pii } from "../../domain";

/** The object is in reach, and the newest import has passed it by: may the account read it, did its controller know it, or can a delta not see it? */
export default defineCheck({
  id: "scope.imported",
  title: "The engine has imported the account",
  guide: "basics.scope",
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/connect/tshoot-connect-object-not-syncing"],
  needs: ["ad.user", "server.connectors", "server.runHistory", "cs.chain"],
  wants: ["server.missingRights", "ad.domainControllers", "server.pilotGroup", "server.scheduler", "entra.user", "now"],
  messages: {
    imported: "{user} is in the connector space.",
    notApplicable: "The account is not within the reach of Entra Connect, so it is not expected there.",
    notYet: "{user} changed after the newest good import, so this does not tell yet.",
    denied: {
      code: "ad-permission-missing",
      text: "The connector account {account} may not read {dn}, so {user} does not exist for the engine.",
      advice: [
        'Grant read (offered here unless the account is protected), or on a server with the AD tools: Set-ADSyncBasicReadPermissions -ADConnectorAccountDN <DN of {account}> -ADobjectDN "{dn}"',
        "If inheritance is switched off on {dn}, decide whether to switch it on again (ADUC > Security > Advanced).",
        "Then run a full import: an object that was never read is not in a delta.",
      ],
    },
    lag: {
      code: "ad-replication-lag",
      text: "{user} was changed at {changed}, and {controller} last replicated from {partner} at {success} (last result {result}): the connector reads a controller that does not know it yet.",
      advice: [
        "On a domain controller: repadmin /showrepl {controller} and repadmin /replsummary; mend what result {result} names (1722 = RPC server unavailable, 8453 = access denied).",
        "Then repadmin /syncall {controller} /AdeP, and let the next delta cycle run.",
      ],
    },
    full: {
      code: "full-import-required",
      text: "{user} is in scope and older than the newest good delta import, yet not in the connector space: a delta does not see objects that came into scope by a change of settings.",
      advice: [
        "Run a full import and full synchronization once: Start-ADSyncSyncCycle -PolicyType Initial (offered here).",
      ],
    },
  },
  evaluate({
    "ad.user": ad,
    "server.connectors": connectors,
    "server.runHistory": runs,
    "cs.chain": chain,
    "server.missingRights": rights,
    "ad.domainControllers": controllers,
    "server.pilotGroup": pilot,
    "entra.user": cloud,
  }) {
    if (ad.state === "absent" || connectors.state === "absent" || !isSelected(ad.value, connectors.value))
      return { verdict: "skip", message: "notApplicable" };
    const user = ad.value,
      data = { user: pii(user.userPrincipalName ?? user.sAMAccountName) };
    if (adCsOf(chain) !== null || isLinked(user, cloud)) return { verdict: "pass", message: "imported", data };
    const right = unreadableFor(user.dn, rights),
      { connector, partition } = placeOf(user, connectors.value)!;
    if (right !== undefined)
      return {
        verdict: "fail",
        message: "denied",
        data: { ...data, account: right.Account, dn: right.DN },
        suggests: user.adminCount === 1 ? [] : ["grant-connector-permission"],
        evidence: [
          cite(
            `${right.Account} lacks ${right.Missing.join(", ")} on ${right.DN}${right.InheritanceDisabled === true ? "; inheritance is off" : ""}`,
            rights,
          ),
          cite("The account is not in the connector space", chain),
        ],
      };
    const all = runs.state === "seen" ? runs.value : [],
      newest = importsOf(connector.Name, all)[0],
      good = lastGoodImport(connector.Name, all);
    if (pilot.state === "seen" && !pilot.value.members.some((m) => sameDn(m, user.dn)))
      return { verdict: "skip", message: "notApplicable" };
    if (good === undefined || newest !== good || !(at(good.StartDate) > touched(user)))
      return { verdict: "skip", message: "notYet", data };
    const lag = lagOf(user, controllers),
      missing = cite(
        `Not in the connector space of ${connector.Name}, though its ${good.RunProfileName} of ${good.StartDate} ended with ${good.Result}`,
        runs,
      );
    if (lag !== undefined)
      return {
        verdict: "fail",
        message: "lag",
        data: {
          ...data,
          changed: user.whenChanged ?? user.whenCreated ?? "",
          controller: lag.controller,
          partner: lag.partner,
          success: lag.lastSuccess,
          result: lag.result,
        },
        evidence: [
          cite(
            `${lag.controller} from ${lag.partner}: LastReplicationSuccess ${lag.lastSuccess}, LastReplicationResult ${lag.result}`,
            controllers,
          ),
          cite(`whenCreated ${user.whenCreated ?? "?"}, whenChanged ${user.whenChanged ?? "?"}`, ad),
          missing,
        ],
      };
    const full = lastFullImport(connector.Name, all),
      scopeChanged = [partition?.LastModificationTime, partition?.CreationTime, connector.LastModificationTime]
        .filter((t): t is string => t !== undefined)
        .sort()
        .pop();
    if (full !== undefined && at(full.StartDate) > Math.max(touched(user), at(scopeChanged) || 0))
      return { verdict: "skip", message: "notYet", data };
    return {
      verdict: "fail",
      message: "full",
      data,
      proof: scopeChanged !== undefined && at(scopeChanged) > touched(user) ? "measured" : "timed",
      suggests: ["run-full-sync"],
      evidence: [
        missing,
        cite(`The account was last changed at ${user.whenChanged ?? user.whenCreated}`, ad),
        ...(scopeChanged === undefined
          ? []
          : [cite(`The connector's settings were last changed at ${scopeChanged}`, connectors)]),
        cite(`Last full import in the history: ${full?.StartDate ?? "none"}`, runs),
      ],
    };
  },
});
