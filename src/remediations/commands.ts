/** Commands that several plans write, and the values that they write. */
import { writtenForm, type AdObject, type AttributeValue, type Command } from "../domain";
import { sameText } from "../identity/address";

export const setAdAttribute = (object: AdObject, attribute: string, value: AttributeValue): Command => ({
  system: "premises",
  kind: "set-ad-attribute",
  objectGUID: object.objectGUID,
  attribute,
  value,
});
export const startCycle = (policyType: "Delta" | "Initial" = "Delta"): Command => ({
  system: "premises",
  kind: "start-sync-cycle",
  policyType,
});

/** The name under which the object carries the attribute, whatever the letter case. */
export const attributeNameIn = (object: AdObject, attribute: string): string =>
  Object.keys(object).find((key) => sameText(key, attribute)) ?? attribute;
/** The attribute's value in the form in which it is written back; `null` where it is empty. */
export const attributeValue = (object: AdObject, attribute: string): AttributeValue => writtenForm(object[attribute]);
