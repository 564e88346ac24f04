/** What must still be so just before the first write, and what must be seen afterwards. */
import { told, type Words } from "../domain";
import type { AdObject, CloudUser, CloudUserProperty, Expectation, Verification } from "../domain";
import { sameText } from "../identity/address";
import { anchorsOf } from "../identity/link";
import type { SyncSettings } from "../identity/settings";
import { attributeNameIn } from "./commands";
import { shown } from "./wording";

/** These attributes of the AD object are as they were read. */
export const unchangedInAd = (o: AdObject, ...attributes: string[]): Expectation[] =>
  attributes.map((attribute) => ({
    system: "ad",
    objectGUID: o.objectGUID,
    attribute,
    equals: o[attribute] ?? null,
    says: told(
      { en: "{attribute} of {dn} is still {value}.", de: "{attribute} von {dn} ist noch {value}." },
      { attribute, dn: o.dn, value: shown(o[attribute]) },
    ),
  }));
/** The attribute that gives the sourceAnchor is as it was read; objectGUID never changes. */
export const unchangedAnchor = ({ anchorAttribute }: SyncSettings, o: AdObject): Expectation[] =>
  sameText(anchorAttribute, "objectGUID") ? [] : unchangedInAd(o, attributeNameIn(o, anchorAttribute));
export const unchangedPlace = (o: AdObject): Expectation => ({
  system: "ad",
  objectGUID: o.objectGUID,
  attribute: "dn",
  equals: o.dn,
  says: told({ en: "The account is still {dn}.", de: "Das Konto ist noch {dn}." }, { dn: o.dn }),
});
/** These properties of the cloud user are as they were read. */
export const unchangedInCloud = (u: CloudUser, ...properties: CloudUserProperty[]): Expectation[] =>
  properties.map((property) => ({
    system: "entra",
    id: u.id,
    property,
    equals: u[property] ?? null,
    says: told(
      { en: "{property} of {user} is still {value}.", de: "{property} von {user} ist noch {value}." },
      { property, user: u.userPrincipalName, value: shown(u[property]) },
    ),
  }));
export const holdsNoRole = (u: CloudUser): Expectation => ({
  system: "entra",
  id: u.id,
  holdsNoRole: true,
  says: told(
    {
      en: "{user} holds no directory role and is eligible for none.",
      de: "{user} hat keine Verzeichnisrolle und ist für keine berechtigt.",
    },
    { user: u.userPrincipalName },
  ),
});
/** Nobody but the objects with these ids holds the name, address or anchor. */
export const freeBut = (
  value: string,
  except: readonly string[],
  says: Words = told({ en: "{value} is free.", de: "{value} ist frei." }, { value }),
): Expectation => ({
  system: "both",
  free: value,
  except,
  says,
});

/** Verifies that a cloud user is synced from the account, by an anchor that the engine gives it; without an account, that the engine runs. */
export const linkedAfterwards = (
  settings: SyncSettings,
  ad: AdObject | undefined,
  more: { readonly cloudId?: string; readonly userPrincipalName?: string } = {},
): Verification =>
  ad === undefined
    ? { kind: "engine-runs" }
    : { kind: "user-linked", immutableIds: anchorsOf(settings, ad), objectGUID: ad.objectGUID, ...more };
