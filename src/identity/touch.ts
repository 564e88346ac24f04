/** A touch: a change that makes the engine send an object again. An export that failed once is not tried again until the object changes (adsync reference, addendum). */
import type { AdObject, Proposal } from "../domain";
import { bareAddress } from "./address";

/** The stuck aliases (bare) off and on again, else a harmless change that tells when it was made. */
export function touchOf(ad: AdObject, stuck: readonly string[], now: string): Proposal {
  const all = ad.proxyAddresses ?? [];
  const without = all.filter((entry) => !stuck.includes(bareAddress(entry)) || entry.startsWith("SMTP:"));
  const why = {
    en: "an export that failed is not tried again until the object changes",
    de: "ein fehlgeschlagener Export wird erst wiederholt, wenn sich das Objekt ändert",
  };
  return without.length < all.length
    ? { object: ad.objectGUID, attribute: "proxyAddresses", value: without, back: all, why }
    : { object: ad.objectGUID, attribute: "info", value: `Touched ${now}`, why };
}
