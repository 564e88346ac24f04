import { bareAddress, proxyKeys } from "../../identity/address";
import { defineCheck } from "../../identity/define";
import { errorsNamed, type ObjectError } from "../../identity/errors";
import { seenInAd, seenInCloud } from "../../identity/evidence";
import { adNames, addressKeysOf, cloudNames, withheldFrom } from "../../identity/holders";
import { ownerOf, type PersonOf } from "../../identity/person";
import { touchOf } from "../../identity/touch";
import {
  cite,
  pii,
  told,
  valueOr,
  type AdObject,
  type Claim,
  type CloudUser,
  type Given,
  type RemediationId,
} from "../../domain";

const NEEDS = ["entra.user", "entra.relatedUsers"] as const;
const WANTS = [
  "now",
  "ad.user",
  "ad.related",
  "entra.deletedUsers",
  "entra.otherHolders",
  "server.globalSettings",
  "server.runHistory",
  "server.connectors",
  "cs.chain",
] as const;
type Facts = Given<(typeof NEEDS)[number], (typeof WANTS)[number]>;
type Person = PersonOf<(typeof NEEDS)[number] | (typeof WANTS)[number]>;

/** A value that another object holds is quarantined: the export succeeds, and the value is missing in the cloud. With no holder left, it came from an address that moved within one cycle. */
export default defineCheck({
  id: "cloud-object.nothing-withheld",
  title: { en: "No value of the person is quarantined", de: "Kein Wert der Person ist in Quarantäne" },
  guide: "quarantine.identify",
  docs: [
    "https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-syncservice-duplicate-attribute-resiliency",
  ],
  needs: NEEDS,
  wants: WANTS,
  messages: {
    noUser: {
      en: "There is no cloud user, so nothing is quarantined.",
      de: "Es gibt keinen Cloudbenutzer, also ist nichts in Quarantäne.",
    },
    none: { en: "No value of {target} is quarantined.", de: "Kein Wert von {target} ist in Quarantäne." },
    withheld: {
      code: "quarantined-attribute",
      text: {
        en: "The cloud withholds {values} from {target}, because {holder} holds it.",
        de: "Die Cloud hält {values} bei {target} zurück, denn {holder} hat diesen Wert.",
      },
      advice: [
        {
          en: "Decide who keeps the value; change it on the other object where that object is mastered (Active Directory or Exchange Online).",
          de: "Entscheiden Sie, wer den Wert behält; ändern Sie ihn beim anderen Objekt dort, wo dieses verwaltet wird (Active Directory oder Exchange Online).",
        },
        {
          en: "Run a delta cycle; the service releases the value within the hour.",
          de: "Starten Sie eine Deltasynchronisierung; der Dienst gibt den Wert binnen einer Stunde frei.",
        },
      ],
    },
    moved: {
      code: "address-moved-in-one-cycle",
      text: {
        en: "The cloud refuses {values} to {target} although nobody holds it any more: it moved from another object within one cycle, and the export is not tried again until the object is touched.",
        de: "Die Cloud verweigert {target} den Wert {values}, obwohl niemand ihn mehr hat: Er ist innerhalb eines Zyklus von einem anderen Objekt hierher gewechselt, und der Export wird erst wiederholt, wenn sich das Objekt ändert.",
      },
      advice: [
        {
          en: "Touch the AD account (change and restore a harmless attribute such as info), then run a delta cycle.",
          de: "Ändern Sie das AD-Konto (ein harmloses Attribut wie info ändern und zurücksetzen) und starten Sie dann eine Deltasynchronisierung.",
        },
      ],
    },
  },
  evaluate(facts, person) {
    const user = person.carrier ?? person.cloud;
    if (user === undefined) return { verdict: "skip", message: "noUser" };
    const found = [...moved(facts, person, user), ...withheld(facts, person, user)];
    return found.length > 0
      ? found
      : { verdict: "pass", message: "none", data: { target: pii(user.userPrincipalName) } };
  },
});

const seenBoth = (facts: Facts, ad: AdObject | undefined, user: CloudUser) => [
  seenInCloud(user, facts),
  ...(ad === undefined ? [] : [seenInAd(ad, facts["ad.user"])]),
];
const isAddress = ({ propertyCausingError }: { readonly propertyCausingError: string }): boolean =>
  /^proxyaddress/i.test(propertyCausingError);
/** The earliest moment at which one of the values was withheld. */
const sinceOf = (errors: readonly { readonly occurredDateTime?: string | null | undefined }[]): { since?: string } => {
  const [first] = errors.flatMap((e) => e.occurredDateTime ?? []).sort();
  return first === undefined ? {} : { since: first };
};

/** Who else holds the value, as it is called; undefined where nobody does. */
function holderOf(
  facts: Facts,
  { users, deleted, others, settings }: Person,
  user: CloudUser,
  value: string,
): string | undefined {
  const holds = (u: CloudUser): boolean => u.id !== user.id && cloudNames(u).includes(value);
  return (
    [...users, ...deleted].find(holds)?.userPrincipalName ??
    valueOr(facts["entra.otherHolders"], []).find((h) => (h.proxyAddresses ?? []).some((p) => bareAddress(p) === value))
      ?.displayName ??
    others.find((o) => adNames(settings, o).includes(value))?.dn
  );
}

/** An address is refused, and nobody holds it any more. */
function moved(facts: Facts, person: Person, user: CloudUser): Claim<"moved">[] {
  const { ad, settings } = person;
  const areListsRead = (["entra.otherHolders", "entra.deletedUsers", "ad.related"] as const).every(
    (key) => facts[key].state !== "unreadable",
  );
  if (ad === undefined || !areListsRead) return [];
  const freed = (user.onPremisesProvisioningErrors ?? []).filter((e) => {
    const value = bareAddress(e.value);
    return isAddress(e) && holderOf(facts, person, user, value) === undefined && adNames(settings, ad).includes(value);
  });
  const stale = staleErrors(person, ad);
  if (freed.length === 0 && stale.length === 0) return [];
  return [
    {
      verdict: "fail",
      message: "moved",
      proof: freed.length > 0 ? "measured" : "timed",
      ...sinceOf(freed),
      data: {
        target: pii(user.userPrincipalName),
        values:
          freed.length > 0 ? freed.map((e) => pii(bareAddress(e.value))) : { en: "an address", de: "eine Adresse" },
      },
      evidence: [
        ...seenBoth(facts, ad, user),
        ...freed.map((e) =>
          cite(
            told(
              {
                en: "{property} {value} withheld since {since}, and no live or deleted object holds it",
                de: "{property} {value} zurückgehalten seit {since}, und kein Objekt, auch kein gelöschtes, hat den Wert",
              },
              { property: e.propertyCausingError, value: e.value, since: e.occurredDateTime ?? "?" },
            ),
            facts["entra.user"],
          ),
        ),
        ...stale.map((e) => e.evidence),
      ],
      suggests: ["set-attribute"],
      proposal: touchOf(
        ad,
        freed.map((e) => bareAddress(e.value)),
        valueOr(facts.now, ""),
      ),
    },
  ];
}
/** A uniqueness error whose named holder has let the value go is the same fault in a tenant that does not quarantine. */
const staleErrors = ({ errors, users, settings }: Person, ad: AdObject): ObjectError[] =>
  errorsNamed(errors, "AttributeValueMustBeUnique").filter((e) => {
    const holder = users.find((u) => u.id.toLowerCase() === e.holderId);
    if (holder === undefined || !/proxy/i.test(e.attribute ?? "")) return false;
    const ours = [...adNames(settings, ad), ...addressKeysOf(ad)];
    return ![...cloudNames(holder), ...proxyKeys(holder.proxyAddresses)].some((n) => ours.includes(n));
  });

/** Values that the directory quarantined, and who holds them. */
function withheld(facts: Facts, person: Person, user: CloudUser): Claim<"withheld">[] {
  const errors = user.onPremisesProvisioningErrors ?? [];
  if (errors.length === 0) return [];
  const values = withheldFrom(user);
  const cloudHolder = person.users.find((u) => u.id !== user.id && values.some((v) => cloudNames(u).includes(v)));
  const holder = values.map((v) => holderOf(facts, person, user, v)).find((h) => h !== undefined);
  return [
    {
      verdict: "fail",
      message: "withheld",
      proof: "stated",
      ...sinceOf(errors),
      effectOf: [
        "duplicate-cloud-user",
        "on-premises-duplicate",
        "guest-conflict",
        "soft-deleted-conflict",
        "object-type-conflict",
        "orphaned-cloud-object",
      ],
      data: {
        target: pii(user.userPrincipalName),
        values: values.map((v) => pii(v)),
        holder:
          holder === undefined
            ? { en: "an object that was not found", de: "ein Objekt, das nicht gefunden wurde," }
            : pii(holder),
      },
      evidence: [
        ...seenBoth(facts, person.ad, user),
        ...errors.map((e) =>
          cite(
            told(
              {
                en: "{category}: {property} {value}, since {since}",
                de: "{category}: {property} {value}, seit {since}",
              },
              {
                category: e.category,
                property: e.propertyCausingError,
                value: e.value,
                since: e.occurredDateTime ?? "?",
              },
            ),
            facts["entra.user"],
          ),
        ),
        ...(cloudHolder === undefined ? [] : [seenInCloud(cloudHolder, facts)]),
      ],
      suggests: waysOut(person, user, cloudHolder),
    },
  ];
}
/** Only where the holder is mastered in Active Directory can the value be changed there. */
function waysOut(person: Person, user: CloudUser, cloudHolder: CloudUser | undefined): RemediationId[] {
  const values = withheldFrom(user);
  const isOnPremises =
    cloudHolder === undefined
      ? person.others.some((o) => values.some((v) => adNames(person.settings, o).includes(v)))
      : ownerOf(person, cloudHolder) !== undefined;
  if (!isOnPremises) return [];
  const errors = user.onPremisesProvisioningErrors ?? [];
  return [
    ...(errors.some((e) => /^userprincipalname$/i.test(e.propertyCausingError))
      ? (["set-user-principal-name"] as const)
      : []),
    ...(errors.some(isAddress) ? (["remove-ad-address"] as const) : []),
  ];
}
