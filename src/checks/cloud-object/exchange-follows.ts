import { sameText } from "../../identity/address";
import { defineCheck } from "../../identity/define";
import { seenInCloud } from "../../identity/evidence";
import { MASTERY_FACTS, masteryOf, valueDifferences, type MasteryRow } from "../../identity/mastery";
import { isServiceAddress } from "../../identity/tenant";
import { at, minuteOf } from "../../identity/time";
import { cite, pii, told, valueOr, type CloudUser } from "../../domain";

const NEEDS = ["ad.user", "entra.user", "entra.relatedUsers", "entra.audits"] as const;
const WANTS = [
  "cs.chain",
  "entra.syncBehavior",
  "server.globalSettings",
  ...MASTERY_FACTS.filter((key) => key !== "entra.audits"),
] as const;

/**
 * Exchange's attributes of a synced person can be managed in the cloud (IsExchangeCloudManaged), which only Exchange Online states. Graph shows
 * its shadow: synchronization wrote the user since, all other values follow, and an address that Exchange Online wrote has outlived it.
 */
export default defineCheck({
  id: "cloud-object.exchange-follows",
  title: {
    en: "The person's Exchange attributes follow Active Directory",
    de: "Die Exchange-Attribute der Person folgen Active Directory",
  },
  guide: "objects.attributes",
  docs: ["https://learn.microsoft.com/exchange/hybrid-deployment/enable-exchange-attributes-cloud-management"],
  needs: NEEDS,
  wants: WANTS,
  messages: {
    noPair: {
      en: "The AD account has no synced cloud user, so nothing could follow.",
      de: "Das AD-Konto hat keinen synchronisierten Cloudbenutzer, es gibt also nichts, was folgen könnte.",
    },
    follows: {
      en: "Nothing shows that Exchange Online masters the addresses of {target}.",
      de: "Nichts deutet darauf hin, dass Exchange Online die Adressen von {target} verwaltet.",
    },
    managed: {
      code: "exchange-attributes-cloud-managed",
      text: {
        en: "{attribute} of {target} does not follow Active Directory although everything else does, and Exchange Online wrote the value that the cloud keeps ({when}): the person's Exchange attributes look to be managed in the cloud.",
        de: "{attribute} von {target} folgt Active Directory nicht, obwohl alles andere folgt, und Exchange Online hat den Wert geschrieben, den die Cloud behält ({when}): Die Exchange-Attribute der Person werden offenbar in der Cloud verwaltet.",
      },
      advice: [
        {
          en: "See whether it is so: Get-Mailbox -Identity '{target}' | Format-List IsExchangeCloudManaged.",
          de: "Prüfen Sie, ob es so ist: Get-Mailbox -Identity '{target}' | Format-List IsExchangeCloudManaged.",
        },
        {
          en: "True, and meant: make the change in Exchange Online, for example Set-Mailbox -Identity '{target}' -EmailAddresses @{add='smtp:…'}; what Active Directory says of Exchange's attributes no longer counts.",
          de: "True und so gewollt: Nehmen Sie die Änderung in Exchange Online vor, zum Beispiel Set-Mailbox -Identity '{target}' -EmailAddresses @{add='smtp:…'}; was in Active Directory bei den Exchange-Attributen steht, zählt nicht mehr.",
        },
        {
          en: "True, and not meant: note the cloud's values, write them to Active Directory, then Set-Mailbox -Identity '{target}' -IsExchangeCloudManaged $false; the next cycle overwrites the cloud's values with those of Active Directory.",
          de: "True und nicht gewollt: Notieren Sie die Werte der Cloud, tragen Sie sie in Active Directory ein, dann Set-Mailbox -Identity '{target}' -IsExchangeCloudManaged $false; der nächste Zyklus überschreibt die Werte der Cloud mit denen aus Active Directory.",
        },
        {
          en: "False: it is something else; look at the export of this object in the Synchronization Service Manager.",
          de: "False: Es liegt an etwas anderem; sehen Sie sich den Export dieses Objekts im Synchronization Service Manager an.",
        },
      ],
    },
  },
  evaluate(facts, person) {
    const { pair, errors } = person;
    if (pair === undefined) return { verdict: "skip", message: "noPair" };
    const { ad, user } = pair;
    const target = pii(user.userPrincipalName);
    const differing = new Set(valueDifferences(person, facts).map((d) => d.attribute));
    const open = masteryOf(person, facts).filter((row) => differing.has(row.attribute) && row.because === undefined);
    const kept = open.find((row) => row.masteredBy === "exchange-online" && outlived(row, user));
    const isSwitched = valueOr(facts["entra.syncBehavior"], undefined)?.isCloudManaged === true;
    const isSyncedSince = at(user.onPremisesLastSyncDateTime) > at(ad.whenChanged);
    const isAllElseWell = errors.length === 0 && open.every((row) => row.isExchange);
    if (kept?.lastWrite === undefined || isSwitched || !isSyncedSince || !isAllElseWell)
      return { verdict: "pass", message: "follows", data: { target } };
    const { lastWrite, attribute } = kept;
    return {
      verdict: "fail",
      message: "managed",
      proof: "timed",
      since: ad.whenChanged ?? "",
      data: { target, attribute, when: minuteOf(lastWrite.at) },
      evidence: [
        cite(
          told(
            {
              en: "{attribute} in Active Directory, changed {changed}: {value}",
              de: "{attribute} in Active Directory, geändert {changed}: {value}",
            },
            { attribute, changed: ad.whenChanged ?? "?", value: kept.ad },
          ),
          facts["ad.user"],
        ),
        cite(
          told(
            { en: "{attribute} in the cloud: {value}", de: "{attribute} in der Cloud: {value}" },
            { attribute, value: kept.cloud },
          ),
          facts["entra.user"],
        ),
        seenInCloud(user, facts),
        cite(
          told(
            { en: "{by} wrote {property} on {when}", de: "{by} hat {property} geschrieben, am {when}" },
            { by: lastWrite.by, property: lastWrite.property, when: lastWrite.at },
          ),
          facts["entra.audits"],
        ),
      ],
    };
  },
});

/** Synchronization wrote the user after Exchange did, and yet an address that Exchange put in is there without Active Directory having it, or one that Exchange took away is missing. */
function outlived({ lastWrite, ad, cloud }: MasteryRow, user: CloudUser): boolean {
  if (lastWrite === undefined || !(at(user.onPremisesLastSyncDateTime) > at(lastWrite.at))) return false;
  const has = (list: readonly string[], value: string): boolean => list.some((entry) => sameText(entry, value));
  const [sent, kept] = [ad.split("; "), cloud.split("; ")];
  const { before, after } = lastWrite;
  return (
    after.some((v) => has(kept, v) && !has(sent, v) && !isServiceAddress(v)) ||
    before.some((v) => !has(after, v) && has(sent, v) && !has(kept, v))
  );
}
