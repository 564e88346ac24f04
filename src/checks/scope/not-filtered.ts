import { cite, defineCheck, pii } from "../../domain";
import { isLinked, placeOf, withinReach } from "./reach";
import { constantFilter, expressionFilters, failingClauses, markerOf, matchingGroup, sayClause } from "./rules";
import { systemReason } from "./system-object";

/** Scoping filters and cloudFiltered rules, judged on the AD values as the engine would. */
export default defineCheck({
  id: "scope.not-filtered",
  title: "No sync rule leaves the user out",
  guide: "scope.rules",
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-sync-configure-filtering#attribute-based-filtering"],
  needs: ["ad.user", "server.syncRules", "server.connectors"],
  wants: ["cs.chain", "entra.user"],
  messages: {
    free: "No scoping filter and no cloudFiltered rule leaves {user} out.",
    notApplicable: "The account is not within the reach of Entra Connect, or is a system object, so no rule decides.",
    filtered: { code: "filtered-by-rule", text: "The rule \"{rule}\" leaves {user} out: {clause}, and the account's {attribute} is {value}.", advice: ["Decide whether this account was meant to be left out. If not: clear or change {attribute}, then run a delta cycle.", "If the rule itself is wrong: Synchronization Rules Editor > Inbound > \"{rule}\", change or disable it, then run Start-ADSyncSyncCycle -PolicyType Initial."] },
    outOfJoin: { code: "filtered-by-rule", text: "{user} is outside the scope of \"{rule}\": {clause} fails, the account's {attribute} is {value}.", advice: ["Clear or change {attribute} on the account, then run a delta cycle. Filter values starting with User_ in adminDescription are how write-back marks its objects."] },
    expression: { code: "filtered-by-rule", text: "The metaverse object of {user} has cloudFiltered = True, which the custom rule \"{rule}\" works out by an expression.", advice: ["Open Synchronization Rules Editor > Inbound > \"{rule}\" > Transformations and look at the cloudFiltered expression with this account's values; correct the account or the rule, then run a full synchronization."] },
  },
  evaluate({ "ad.user": ad, "server.syncRules": rules, "server.connectors": connectors, "cs.chain": chain, "entra.user": cloud }) {
    if (ad.state === "absent" || rules.state === "absent" || connectors.state === "absent" || !withinReach(ad.value, connectors.value) || systemReason(ad.value) !== undefined) return { verdict: "skip", message: "notApplicable" };
    const user = ad.value, connector = placeOf(user, connectors.value)!.connector.Name;
    const data = { user: pii(user.userPrincipalName ?? user.sAMAccountName) };
    if (isLinked(user, cloud)) return { verdict: "pass", message: "free", data };
    const valueOf = (a: string): string => { const v = Object.entries(user).find(([k]) => k.toLowerCase() === a.toLowerCase())?.[1]; return v === undefined ? "(empty)" : String(v); };
    const hit = constantFilter(rules.value, connector, user);
    if (hit !== undefined) {
      const marker = markerOf(hit.group), attribute = marker ?? hit.group[0]?.Attribute ?? "(none)";
      return { verdict: "fail", message: "filtered", data: { ...data, rule: hit.rule.Name, clause: hit.group.map(sayClause).join(" AND ") || "its scope is everything", attribute, value: pii(valueOf(attribute), "value") }, suggests: marker === undefined ? [] : ["clear-filter-attribute"],
        evidence: [cite(`Rule "${hit.rule.Name}" (precedence ${hit.rule.Precedence}) flows True to cloudFiltered where ${hit.group.map(sayClause).join(" AND ") || "anything"}`, rules), cite(`${attribute} = ${valueOf(attribute)}`, ad)] };
    }
    const mv = chain.state === "seen" ? chain.value.mv : null;
    const custom = expressionFilters(rules.value, connector, user)[0];
    if (mv !== null && String(mv.Attributes["cloudFiltered"]).toLowerCase() === "true" && custom !== undefined)
      return { verdict: "fail", message: "expression", confidence: "likely", data: { ...data, rule: custom.Name }, evidence: [cite("cloudFiltered = True on the metaverse object", chain), cite(`Rule "${custom.Name}" flows an expression to cloudFiltered`, rules)] };
    const joins = rules.value.filter((r) => r.Direction === "Inbound" && !r.Disabled && r.ConnectorName === connector && /join$/i.test(r.Name) && r.SourceObjectType.toLowerCase() === "user");
    if (joins.length === 0 || joins.some((r) => matchingGroup(r, user) !== undefined) || (user.objectClass ?? []).includes("inetOrgPerson")) return { verdict: "pass", message: "free", data };
    const failing = failingClauses(joins[0]!, user), marker = markerOf(failing), attribute = failing[0]?.Attribute ?? "(none)";
    return { verdict: "fail", message: "outOfJoin", data: { ...data, rule: joins[0]!.Name, clause: failing.map(sayClause).join(" AND "), attribute, value: pii(valueOf(attribute), "value") }, suggests: marker === undefined ? [] : ["clear-filter-attribute"],
      evidence: [cite(`Scope of "${joins[0]!.Name}" wants ${failing.map(sayClause).join(" AND ")}`, rules), cite(`${attribute} = ${valueOf(attribute)}`, ad)] };
  },
});
