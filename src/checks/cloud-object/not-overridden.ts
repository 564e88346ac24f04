import { defineCheck } from "../../identity/define";
import { seenInCloud } from "../../identity/evidence";
import { hasHadItsTurn, MASTERY_FACTS, masteryOf, samePhone } from "../../identity/mastery";
import { cloudReset, passwordSetAt } from "../../identity/password";
import type { PersonOf } from "../../identity/person";
import { featureOf } from "../../identity/tenant";
import { at } from "../../identity/time";
import { unreadOf } from "../../identity/unread";
import { cite, pii, told, valueOr, type Claim, type Given } from "../../domain";

const NEEDS = ["ad.user", "entra.user", "entra.relatedUsers"] as const;
const WANTS = ["entra.synchronization", "cs.chain", "server.globalSettings", ...MASTERY_FACTS] as const;
type Facts = Given<(typeof NEEDS)[number], (typeof WANTS)[number]>;
type Person = PersonOf<(typeof NEEDS)[number] | (typeof WANTS)[number]>;
type Pair = NonNullable<Person["pair"]>;

/** A mobile number or a password that was set in the cloud wins over Active Directory. */
export default defineCheck({
  id: "cloud-object.not-overridden",
  title: {
    en: "No value set in the cloud wins over Active Directory",
    de: "Kein in der Cloud gesetzter Wert hat Vorrang vor Active Directory",
  },
  guide: "objects.attributes",
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-bypassdirsyncoverrides"],
  needs: NEEDS,
  wants: WANTS,
  messages: {
    noPair: {
      en: "The AD account has no synced cloud user, so nothing can be overridden.",
      de: "Das AD-Konto hat keinen synchronisierten Cloudbenutzer, es kann also nichts überschrieben sein.",
    },
    follows: {
      en: "The values compared on {target} follow Active Directory.",
      de: "Die verglichenen Werte von {target} folgen Active Directory.",
    },
    mobile: {
      code: "cloud-override",
      text: {
        en: "Active Directory says {ours} and sync has exported it, but {target} shows {theirs}: the mobile number was set in the cloud and wins.",
        de: "In Active Directory steht {ours}, und die Synchronisierung hat das exportiert, aber {target} zeigt {theirs}: Die Mobilnummer wurde in der Cloud gesetzt und hat Vorrang.",
      },
      advice: [
        { en: "Find the value that is right with the person.", de: "Klären Sie mit der Person, welcher Wert stimmt." },
        {
          en: "One user: Update-MgUser -UserId '{target}' -MobilePhone '<value of Active Directory>'. Whole tenant: an administrator turns on bypassDirSyncOverrides, after the overrides were listed with Compare-ADSyncToolsDirSyncOverrides, then runs a full cycle.",
          de: "Ein Benutzer: Update-MgUser -UserId '{target}' -MobilePhone '<Wert aus Active Directory>'. Ganzer Mandant: Ein Administrator schaltet bypassDirSyncOverrides ein, nachdem die Abweichungen mit Compare-ADSyncToolsDirSyncOverrides aufgelistet wurden, und führt dann einen vollständigen Zyklus aus.",
        },
      ],
    },
    password: {
      code: "cloud-override",
      text: {
        en: "The password of {target} was set in the cloud ({when}), after the last change in Active Directory, and password writeback is off.",
        de: "Das Kennwort von {target} wurde in der Cloud gesetzt ({when}), nach der letzten Änderung in Active Directory, und das Kennwortrückschreiben ist ausgeschaltet.",
      },
      advice: [
        {
          en: "Set the password in Active Directory; password hash synchronization takes it to the cloud within minutes.",
          de: "Setzen Sie das Kennwort in Active Directory; die Kennworthashsynchronisierung bringt es binnen Minuten in die Cloud.",
        },
        {
          en: "Turn on password writeback where people change passwords in the cloud.",
          de: "Schalten Sie das Kennwortrückschreiben ein, wo Benutzer ihr Kennwort in der Cloud ändern.",
        },
      ],
    },
  },
  evaluate(facts, person) {
    const { pair } = person;
    if (pair === undefined) return { verdict: "skip", message: "noPair" };
    const found = [...mobile(facts, person, pair), ...password(facts, pair)];
    return found.length > 0
      ? found
      : { verdict: "pass", message: "follows", data: { target: pii(pair.user.userPrincipalName) } };
  },
});

/** Sync has exported one mobile number, and the cloud shows another. */
function mobile(facts: Facts, person: Person, { ad, user }: Pair): Claim<"mobile">[] {
  const chain = facts["cs.chain"];
  const row = masteryOf(person, facts).find((r) => r.attribute === "mobile");
  if (row === undefined || row.equal || row.cloud === "") return [];
  const { ad: ours, cloud: theirs } = row;
  const exported = valueOr(chain, undefined)?.entraCs?.Attributes["mobile"];
  const hasArrived =
    exported !== undefined
      ? samePhone(String(exported), ours)
      : at(ad.whenChanged) <= at(user.onPremisesLastSyncDateTime) || hasHadItsTurn(person, facts, ad.whenChanged ?? "");
  if (!hasArrived || featureOf(facts["entra.synchronization"], "bypassDirSyncOverridesEnabled") === true) return [];
  const change = row.lastWrite?.writer === "person" ? row.lastWrite : undefined;
  const isProved = change !== undefined || exported !== undefined;
  return [
    {
      verdict: "fail",
      message: "mobile",
      proof: isProved ? "measured" : "timed",
      settles: isProved ? [] : unreadOf(facts, "cs.chain", "entra.audits"),
      ...(change === undefined ? {} : { since: change.at }),
      data: {
        target: pii(user.userPrincipalName),
        ours: pii(ours, "phone number"),
        theirs: pii(theirs, "phone number"),
      },
      evidence: [
        cite(
          told(
            { en: "mobile in Active Directory: {value}", de: "mobile in Active Directory: {value}" },
            { value: ours },
          ),
          facts["ad.user"],
        ),
        cite(
          told({ en: "mobilePhone in the cloud: {value}", de: "mobilePhone in der Cloud: {value}" }, { value: theirs }),
          facts["entra.user"],
        ),
        ...(exported === undefined
          ? []
          : [
              cite(
                told(
                  {
                    en: "mobile in the Entra connector space: {value}",
                    de: "mobile im Entra-connector space: {value}",
                  },
                  { value: String(exported) },
                ),
                chain,
              ),
            ]),
        ...(change === undefined
          ? []
          : [
              cite(
                told(
                  {
                    en: "Changed in the cloud by a person on {when}",
                    de: "In der Cloud von einer Person geändert, am {when}",
                  },
                  { when: change.at },
                ),
                facts["entra.audits"],
              ),
            ]),
      ],
    },
  ];
}
/** A person has set the password in the cloud after the last change in AD, and it is not written back. */
function password(facts: Facts, { ad, user }: Pair): Claim<"password">[] {
  const synchronization = facts["entra.synchronization"];
  const reset = cloudReset(facts, user.id, at(passwordSetAt(ad.pwdLastSet)));
  if (reset === undefined || featureOf(synchronization, "passwordWritebackEnabled") !== false) return [];
  return [
    {
      verdict: "fail",
      message: "password",
      proof: "measured",
      since: reset.activityDateTime,
      data: { target: pii(user.userPrincipalName), when: reset.activityDateTime },
      evidence: [
        seenInCloud(user, facts),
        cite(
          told(
            { en: "{activity} by a person on {when}", de: "{activity} durch eine Person am {when}" },
            { activity: reset.activityDisplayName ?? "Reset", when: reset.activityDateTime },
          ),
          facts["entra.audits"],
        ),
        cite({ en: "passwordWritebackEnabled is false", de: "passwordWritebackEnabled ist false" }, synchronization),
      ],
    },
  ];
}
