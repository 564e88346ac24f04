import { defineCheck } from "../../identity/define";
import { sameDn } from "../../identity/dn";
import { isDirectMember } from "../../identity/group-filter";
import { nameOf } from "../../identity/naming";
import { cite, valueOr, type AdObject } from "../../domain";

/** Group filtering takes direct members only: a nested group does not count. */
export default defineCheck({
  id: "scope.pilot-group-member",
  title: "The user is a direct member of the group-filtering group",
  guide: "basics.scope",
  docs: [
    "https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-install-custom#sync-filtering-based-on-groups",
  ],
  needs: ["ad.user", "server.pilotGroup"],
  wants: ["ad.related", "entra.user", "entra.object", "server.globalSettings"],
  messages: {
    off: "Group filtering is off.",
    itself: "{group} is the group of the filter itself.",
    noUser: "There is no AD account whose memberships could be compared.",
    member: "{user} is a direct member of {group}.",
    nested: {
      code: "not-in-pilot-group",
      text: "Only direct members of {group} sync. {user} is in it only through {via}, and nested membership does not count.",
      advice: ["Add the account itself to {group} (offered here), then run a delta cycle."],
    },
    notMember: {
      code: "not-in-pilot-group",
      text: "Only direct members of {group} sync, and {user} is not one.",
      advice: [
        "Add the account itself to {group} (offered here), then run a delta cycle.",
        "When the pilot is over: group filtering is switched off in the Connect wizard, and a full cycle follows.",
      ],
    },
  },
  evaluate(facts, { ad, others, hasArrived }) {
    const pilot = valueOr(facts["server.pilotGroup"], undefined);
    if (pilot === undefined) return { verdict: "pass", message: "off" };
    if (ad === undefined) return { verdict: "skip", message: "noUser" };
    const data = { user: nameOf(ad), group: pilot.dn };
    if (sameDn(ad.dn, pilot.dn)) return { verdict: "skip", message: "itself", data };
    if (isDirectMember(ad, pilot) || hasArrived) return { verdict: "pass", message: "member", data };
    const through = nestedThrough(ad, others, pilot.members);
    return {
      verdict: "fail",
      message: through === undefined ? "notMember" : "nested",
      proof: "measured",
      data: { ...data, via: through ?? "" },
      evidence: [
        cite(
          `Group filtering is on, group ${pilot.dn}, ${pilot.members.length} direct members`,
          facts["server.pilotGroup"],
        ),
        cite(`memberOf of the account: ${(ad.memberOf ?? []).join("; ") || "(empty)"}`, facts["ad.user"]),
      ],
      suggests: ["add-to-pilot-group"],
    };
  },
});

/** DN of the group inside the pilot group by which the account is in it all the same; undefined where there is none. */
function nestedThrough(ad: AdObject, others: readonly AdObject[], members: readonly string[]): string | undefined {
  const isNested = (dn: string): boolean => members.some((m) => sameDn(m, dn));
  return (
    (ad.memberOf ?? []).find(isNested) ??
    others.find((group) => isNested(group.dn) && (group.member ?? []).some((m) => sameDn(m, ad.dn)))?.dn
  );
}
