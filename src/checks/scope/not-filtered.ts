import { isLeaving } from "../../identity/chain";
import { defineCheck } from "../../identity/define";
import { isLinked } from "../../identity/legacy";
import { isSelected, placeOf } from "../../identity/place";
import { cite, pii, type SyncRule } from "../../domain";
import { cloudFilteredBy, inboundOf, outboundBlockedBy } from "../../identity/flow";
import { attributeOf, groupsInScope, sayClause } from "../../identity/scoping-filter";
import { syncSettings } from "../../identity/settings";
import { rulesInForce } from "../../identity/sync-rules";
import { markerOf } from "./rules";
import { systemReason } from "./system-object";

/** Scoping filters and cloudFiltered rules, judged on the AD values as the engine would. */
export default defineCheck({
  id: "scope.not-filtered",
  title: "No sync rule leaves the user out",
  guide: "basics.scope",
  docs: [
    "https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-sync-configure-filtering#attribute-based-filtering",
  ],
  needs: ["ad.user", "server.syncRules", "server.connectors"],
  wants: ["cs.chain", "entra.user", "server.globalSettings"],
  messages: {
    free: "No scoping filter and no cloudFiltered rule leaves {user} out.",
    notApplicable: "The account is not within the reach of Entra Connect, or is a system object, so no rule decides.",
    filtered: {
      code: "filtered-by-rule",
      text: 'The rule "{rule}" leaves {user} out: {clause}, and the account\'s {attribute} is {value}.',
      advice: [
        "Decide whether this account was meant to be left out. If not: clear or change {attribute}, then run a delta cycle.",
        'If the rule itself is wrong: Synchronization Rules Editor > Inbound > "{rule}", change or disable it, then run Start-ADSyncSyncCycle -PolicyType Initial.',
      ],
    },
    outOfJoin: {
      code: "filtered-by-rule",
      text: '{user} is outside the scope of "{rule}": {clause} fails, the account\'s {attribute} is {value}.',
      advice: [
        "Clear or change {attribute} on the account, then run a delta cycle. Filter values starting with User_ in adminDescription are how write-back marks its objects.",
      ],
    },
    outbound: {
      code: "filtered-by-rule",
      text: '{user} stops in the metaverse: the outbound rule "{rule}" wants {clause}, and {attribute} is {value}.',
      advice: [
        'Synchronization Rules Editor > Outbound > "{rule}": correct the scoping filter, or the value that it reads, then run Start-ADSyncSyncCycle -PolicyType Initial.',
      ],
    },
  },
  evaluate({
    "ad.user": ad,
    "server.syncRules": rules,
    "server.connectors": connectors,
    "cs.chain": chain,
    "entra.user": cloud,
    "server.globalSettings": settings,
  }) {
    if (
      ad.state === "absent" ||
      rules.state === "absent" ||
      connectors.state === "absent" ||
      !isSelected(ad.value, connectors.value) ||
      systemReason(ad.value) !== undefined ||
      !ad.value.sAMAccountName
    )
      return { verdict: "skip", message: "notApplicable" };
    const user = ad.value,
      connector = placeOf(user, connectors.value)!.connector.Name;
    const data = { user: pii(user.userPrincipalName ?? user.sAMAccountName) };
    if (isLinked(user, cloud) && !isLeaving(chain)) return { verdict: "pass", message: "free", data };
    const valueOf = (a: string): string => {
      const v = attributeOf(user, a);
      return v === undefined ? "(empty)" : String(v);
    };
    const fail = (
      message: "filtered" | "outOfJoin" | "outbound",
      rule: SyncRule,
      clause: string,
      attributes: readonly string[],
      shownAs: (a: string) => string,
    ) => {
      const marker = message === "outbound" ? undefined : markerOf(attributes),
        attribute = marker ?? attributes[0] ?? "(none)";
      return {
        verdict: "fail" as const,
        message,
        standing: isLinked(user, cloud) ? ("expected" as const) : ("shown" as const),
        data: { ...data, rule: rule.Name, clause, attribute, value: pii(shownAs(attribute), "value") },
        suggests: marker === undefined ? [] : ["clear-filter-attribute" as const],
        evidence: [
          cite(`Rule "${rule.Name}" (precedence ${rule.Precedence}): ${clause}`, rules),
          cite(
            attributes.map((a) => `${a} = ${shownAs(a)}`).join("; "),
            message === "outbound" ? (chain.state === "seen" ? chain : undefined) : ad,
          ),
        ],
      };
    };
    const inForce = rulesInForce(rules.value, connectors.value),
      hit = cloudFilteredBy(user, inForce, connector);
    if (hit !== null) {
      const [group = []] = groupsInScope(hit.rule, user);
      return fail(
        "filtered",
        hit.rule,
        `it sets cloudFiltered where ${group.map(sayClause).join(" AND ") || "its expression says so"}`,
        hit.attributes,
        valueOf,
      );
    }
    const inbound = inboundOf(
      user,
      inForce,
      connector,
      syncSettings(settings.state === "seen" ? settings.value : undefined),
    );
    if (!inbound.joins && inbound.joinRule !== null && inbound.failedClauses.length > 0)
      return fail(
        "outOfJoin",
        inbound.joinRule,
        inbound.failedClauses.map(sayClause).join(" AND "),
        [...new Set(inbound.failedClauses.map((c) => c.Attribute))],
        valueOf,
      );
    const mv = chain.state === "seen" && chain.value.entraCs === null ? chain.value.mv : null,
      blocked = mv === null ? null : outboundBlockedBy(mv.Attributes, inForce);
    // The default clauses have causes of their own (no sourceAnchor, cloudFiltered); what a custom clause wants is this one.
    const own = (blocked?.clauses ?? []).filter(
      (c) => !/^(sourceObjectType|cloudMastered|cloudFiltered|sourceAnchor|accountEnabled)$/i.test(c.Attribute),
    );
    if (blocked !== null && own.length > 0)
      return fail(
        "outbound",
        blocked.rule,
        own.map(sayClause).join(" AND "),
        own.map((c) => c.Attribute),
        (a) => String(attributeOf(mv!.Attributes, a) ?? "(empty)"),
      );
    return { verdict: "pass", message: "free", data };
  },
});
