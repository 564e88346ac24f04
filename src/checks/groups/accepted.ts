import { defineCheck } from "../../identity/define";
import { errorsNamed } from "../../identity/errors";
import { nameOf } from "../../identity/naming";
import { cloudConnectors } from "../../identity/place";
import type { PersonOf } from "../../identity/person";
import { cloudKindOf } from "../../identity/twin";
import { cite, told, valueOr, type AdObject, type Claim, type Given } from "../../domain";

const NEEDS = ["ad.user"] as const;
const WANTS = [
  "entra.object",
  "entra.group",
  "entra.membership",
  "server.globalSettings",
  "cs.chain",
  "server.runHistory",
  "server.connectors",
] as const;
type Facts = Given<(typeof NEEDS)[number], (typeof WANTS)[number]>;
type Person = PersonOf<(typeof NEEDS)[number] | (typeof WANTS)[number]>;

/** Members that a group may have at most: by the old export endpoint, and by the present one (adsync reference, addendum: export API version). */
const MOST_MEMBERS = { old: 50_000, present: 250_000 } as const;

/** What the service asks of a group beside what it asks of everything: the securityEnabled value, and no more members than it takes. */
export default defineCheck({
  id: "groups.accepted",
  title: { en: "The service accepts the group", de: "Der Dienst nimmt die Gruppe an" },
  guide: "cycles.messages",
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-sync-endpoint-api-v2"],
  needs: NEEDS,
  wants: WANTS,
  messages: {
    noGroup: { en: "This is no group of Active Directory.", de: "Das ist keine Gruppe in Active Directory." },
    accepted: {
      en: "The service has nothing against {group}.",
      de: "Der Dienst hat an {group} nichts zu beanstanden.",
    },
    noSecurityEnabled: {
      code: "required-attribute-missing",
      text: {
        en: "The cloud refuses {group}: {attribute} does not come with it, and every group needs that value.",
        de: "Die Cloud lehnt {group} ab: {attribute} wird nicht mitgesendet, und jede Gruppe braucht diesen Wert.",
      },
      advice: [
        {
          en: "Connect wizard › Customize synchronization options › Entra app and attribute filtering: let {attribute} of groups flow again; or correct the own outbound rule of groups that leaves it out.",
          de: "Entra-Connect-Assistent › Customize synchronization options › Entra app and attribute filtering: Lassen Sie {attribute} von Gruppen wieder fließen; oder berichtigen Sie die eigene ausgehende Regel für Gruppen, die es auslässt.",
        },
        {
          en: "Then run Start-ADSyncSyncCycle -PolicyType Initial: a delta does not send again what has not changed.",
          de: "Führen Sie danach Start-ADSyncSyncCycle -PolicyType Initial aus: Ein Deltazyklus sendet nicht erneut, was sich nicht geändert hat.",
        },
      ],
    },
    tooMany: {
      code: "attribute-too-large",
      text: {
        en: "{group} has {count} members, and the service takes {most} by the export endpoint in use. No change of its members reaches the cloud while that lasts.",
        de: "{group} hat {count} Mitglieder, und über den verwendeten Exportendpunkt nimmt der Dienst höchstens {most} an. Solange das so ist, erreicht keine Änderung der Mitglieder die Cloud.",
      },
      advice: [
        {
          en: "More than 50,000 members need the V2 endpoint: Set-ADSyncAADConnectorExportApiVersion 2, then Import version 2 likewise, and a full synchronization.",
          de: "Mehr als 50.000 Mitglieder brauchen den V2-Endpunkt: Set-ADSyncAADConnectorExportApiVersion 2, danach ebenso Version 2 für den Import, und eine vollständige Synchronisierung.",
        },
        {
          en: "More than 250,000 are never taken: divide the group into groups that are members of it.",
          de: "Mehr als 250.000 werden nie angenommen: Teilen Sie die Gruppe in Gruppen auf, die Mitglieder von ihr sind.",
        },
      ],
    },
  },
  evaluate(facts, person) {
    const { ad } = person;
    if (ad === undefined || cloudKindOf(ad) !== "group") return { verdict: "skip", message: "noGroup" };
    return (
      noSecurityEnabled(person, ad) ??
      tooMany(facts, person, ad) ?? { verdict: "pass", message: "accepted", data: { group: nameOf(ad) } }
    );
  },
});

function noSecurityEnabled({ errors }: Person, ad: AdObject): Claim<"noSecurityEnabled"> | undefined {
  const [error] = errorsNamed(errors, "GroupSecurityEnabledAttributeMissing");
  if (error === undefined) return undefined;
  return {
    verdict: "fail",
    message: "noSecurityEnabled",
    proof: "stated",
    data: { group: nameOf(ad), attribute: error.attribute ?? "securityEnabled" },
    evidence: [error.evidence],
  };
}
function tooMany(facts: Facts, { errors }: Person, ad: AdObject): Claim<"tooMany"> | undefined {
  const [connector] = cloudConnectors(valueOr(facts["server.connectors"], []));
  const version = Number(connector?.["ExportApiVersion"] ?? 2);
  const most = version < 2 ? MOST_MEMBERS.old : MOST_MEMBERS.present;
  const count = ad.memberCount ?? ad.member?.length ?? 0;
  const [error] = errorsNamed(errors, "LargeObject", "ExceededAllowedLength");
  if (count <= most) return undefined;
  return {
    verdict: "fail",
    message: "tooMany",
    proof: error === undefined ? "measured" : "stated",
    data: { group: nameOf(ad), count, most },
    evidence: [
      cite(
        told({ en: "{dn} has {count} members", de: "{dn} hat {count} Mitglieder" }, { dn: ad.dn, count }),
        facts["ad.user"],
      ),
      cite(
        told(
          { en: "ExportApiVersion of {connector}: {version}", de: "ExportApiVersion ({connector}): {version}" },
          { connector: connector?.Name ?? { en: "the Entra connector", de: "Entra-Connector" }, version },
        ),
        facts["server.connectors"],
      ),
      ...(error === undefined ? [] : [error.evidence]),
    ],
  };
}
