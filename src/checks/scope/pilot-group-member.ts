import { defineCheck } from "../../identity/define";
import { sameDn } from "../../identity/dn";
import { isDirectMember } from "../../identity/group-filter";
import { nameOf } from "../../identity/naming";
import { EMPTY } from "../../identity/phrases";
import { cite, told, valueOr, type AdObject } from "../../domain";

/** Group filtering takes direct members only: a nested group does not count. */
export default defineCheck({
  id: "scope.pilot-group-member",
  title: {
    en: "The user is a direct member of the group-filtering group",
    de: "Der Benutzer ist direktes Mitglied der Gruppe der Gruppenfilterung",
  },
  guide: "basics.scope",
  docs: [
    "https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-install-custom#sync-filtering-based-on-groups",
  ],
  needs: ["ad.user", "server.pilotGroup"],
  wants: ["ad.related", "entra.user", "entra.object", "server.globalSettings"],
  messages: {
    off: { en: "Group filtering is off.", de: "Die Gruppenfilterung ist ausgeschaltet." },
    itself: { en: "{group} is the group of the filter itself.", de: "{group} ist selbst die Gruppe des Filters." },
    noUser: {
      en: "There is no AD account whose memberships could be compared.",
      de: "Es gibt kein AD-Konto, dessen Mitgliedschaften sich vergleichen ließen.",
    },
    member: { en: "{user} is a direct member of {group}.", de: "{user} ist direktes Mitglied von {group}." },
    nested: {
      code: "not-in-pilot-group",
      text: {
        en: "Only direct members of {group} sync. {user} is in it only through {via}, and nested membership does not count.",
        de: "Nur direkte Mitglieder von {group} werden synchronisiert. {user} ist nur über {via} darin, und verschachtelte Mitgliedschaft zählt nicht.",
      },
      advice: [
        {
          en: "Add the account itself to {group} (offered here), then run a delta cycle.",
          de: "Nehmen Sie das Konto selbst in {group} auf (wird hier angeboten) und starten Sie dann eine Deltasynchronisierung.",
        },
      ],
    },
    notMember: {
      code: "not-in-pilot-group",
      text: {
        en: "Only direct members of {group} sync, and {user} is not one.",
        de: "Nur direkte Mitglieder von {group} werden synchronisiert, und {user} ist keines.",
      },
      advice: [
        {
          en: "Add the account itself to {group} (offered here), then run a delta cycle.",
          de: "Nehmen Sie das Konto selbst in {group} auf (wird hier angeboten) und starten Sie dann eine Deltasynchronisierung.",
        },
        {
          en: "When the pilot is over: group filtering is switched off in the Connect wizard, and a full cycle follows.",
          de: "Nach dem Ende der Pilotphase: Die Gruppenfilterung wird im Connect-Assistenten ausgeschaltet, danach folgt ein vollständiger Zyklus.",
        },
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
          told(
            {
              en: "Group filtering is on, group {group}, {count, plural, one {# direct member} other {# direct members}}",
              de: "Die Gruppenfilterung ist eingeschaltet, Gruppe {group}, {count, plural, one {# direktes Mitglied} other {# direkte Mitglieder}}",
            },
            { group: pilot.dn, count: pilot.members.length },
          ),
          facts["server.pilotGroup"],
        ),
        cite(
          told(
            { en: "memberOf of the account: {groups}", de: "memberOf des Kontos: {groups}" },
            { groups: (ad.memberOf ?? []).join("; ") || EMPTY },
          ),
          facts["ad.user"],
        ),
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
