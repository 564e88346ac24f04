import { defineCheck } from "../../identity/define";
import { sameDn } from "../../identity/dn";
import { isLinked } from "../../identity/legacy";
import { cite, pii } from "../../domain";

/** Group filtering takes direct members only: a nested group does not count. */
export default defineCheck({
  id: "scope.pilot-group-member",
  title: "The user is a direct member of the group-filtering group",
  guide: "basics.scope",
  docs: [
    "https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-install-custom#sync-filtering-based-on-groups",
  ],
  needs: ["ad.user", "server.pilotGroup"],
  wants: ["ad.related", "entra.user"],
  messages: {
    off: "Group filtering is off.",
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
  evaluate({ "ad.user": user, "server.pilotGroup": pilot, "ad.related": related, "entra.user": cloud }) {
    if (pilot.state === "absent") return { verdict: "pass", message: "off" };
    if (user.state === "absent") return { verdict: "skip", message: "noUser" };
    const { dn: group, members } = pilot.value;
    const data = { user: pii(user.value.userPrincipalName ?? user.value.sAMAccountName), group };
    if (
      members.some((m) => sameDn(m, user.value.dn)) ||
      (user.value.memberOf ?? []).some((g) => sameDn(g, group)) ||
      isLinked(user.value, cloud)
    )
      return { verdict: "pass", message: "member", data };
    const inside = (g: string): boolean => members.some((m) => sameDn(m, g));
    const through =
      (user.value.memberOf ?? []).find(inside) ??
      (related.state === "seen"
        ? related.value.find((g) => inside(g.dn) && (g.member ?? []).some((m) => sameDn(m, user.value.dn)))?.dn
        : undefined);
    const evidence = [
      cite(`Group filtering is on, group ${group}, ${members.length} direct members`, pilot),
      cite(`memberOf of the account: ${(user.value.memberOf ?? []).join("; ") || "(empty)"}`, user),
    ];
    return {
      verdict: "fail",
      message: through === undefined ? "notMember" : "nested",
      data: { ...data, via: through ?? "" },
      evidence,
      suggests: ["add-to-pilot-group"],
    };
  },
});
