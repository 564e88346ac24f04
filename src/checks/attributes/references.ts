import { chainOf } from "../../identity/chain";
import { defineCheck } from "../../identity/define";
import { sameDn } from "../../identity/dn";
import { errorsNamed, errorsOn, type ObjectError } from "../../identity/errors";
import { anchorsOf, linkOf } from "../../identity/link";
import { nameOf } from "../../identity/naming";
import type { PersonOf } from "../../identity/person";
import { isSelected, placeOf } from "../../identity/place";
import type { SyncSettings } from "../../identity/settings";
import {
  cite,
  pii,
  seen,
  told,
  valueOr,
  type AdObject,
  type Chain,
  type Claim,
  type Given,
  type InEvery,
} from "../../domain";

const NEEDS = ["ad.user"] as const;
const WANTS = [
  "ask",
  "entra.user",
  "entra.relatedUsers",
  "cs.chain",
  "cs.relatedChains",
  "ad.related",
  "server.globalSettings",
  "server.runHistory",
  "server.connectors",
] as const;
type Facts = Given<(typeof NEEDS)[number], (typeof WANTS)[number]>;
type Person = PersonOf<(typeof NEEDS)[number] | (typeof WANTS)[number]>;

/** The user is fine; a reference of it points to an object that the cloud does not hold. */
export default defineCheck({
  id: "attributes.references",
  title: { en: "What the user refers to is in the cloud", de: "Worauf der Benutzer verweist, ist in der Cloud" },
  guide: "cycles.messages",
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/connect/tshoot-connect-sync-errors"],
  needs: NEEDS,
  wants: WANTS,
  messages: {
    noUser: { en: "There is no AD account to look at.", de: "Es gibt kein AD-Konto, das sich prüfen ließe." },
    fine: { en: "No reference of {user} fails.", de: "Kein Verweis von {user} schlägt fehl." },
    missing: {
      code: "referenced-object-missing",
      text: {
        en: "{user} syncs, but its {attribute} does not: {target} is not in the cloud ({why}).",
        de: "{user} wird synchronisiert, {attribute} aber nicht: {target} ist nicht in der Cloud ({why}).",
      },
      advice: [
        {
          en: "Nothing is to be changed on this user. Ask for the triage of {target}: once it is in the cloud, the reference is exported by itself.",
          de: "An diesem Benutzer ist nichts zu ändern. Lassen Sie {target} untersuchen: Sobald das Objekt in der Cloud ist, wird der Verweis von selbst exportiert.",
        },
        {
          en: "Where the referenced object is never meant to sync, choose another {attribute} in Active Directory.",
          de: "Falls das Objekt, auf das verwiesen wird, nie synchronisiert werden soll, wählen Sie in Active Directory einen anderen Wert für {attribute}.",
        },
      ],
    },
  },
  evaluate(facts, person) {
    const { ad, others, errors, settings } = person;
    if (ad === undefined) return { verdict: "skip", message: "noUser" };
    const user = nameOf(ad);
    const [error] = errorsNamed(
      errors,
      "dn-attributes-failure",
      "ReferenceUpdateFailure",
      "LinkTargetValidationFailed",
    );
    if (error === undefined) return leftOut(facts, person, ad) ?? { verdict: "pass", message: "fine", data: { user } };
    const attribute = error.attribute ?? "manager";
    const named = ad[attribute];
    const dn = typeof named === "string" ? named : ad.manager;
    const object = dn === undefined ? undefined : others.find((o) => sameDn(o.dn, dn));
    const chain = dn === undefined ? undefined : chainOf({ dn }, facts["cs.relatedChains"]);
    const own = object === undefined ? undefined : exportErrorOf(facts, settings, object, chain);
    return {
      verdict: "fail",
      message: "missing",
      proof: "stated",
      data: {
        user,
        attribute,
        target:
          dn === undefined
            ? { en: "the referenced object", de: "das Objekt, auf das verwiesen wird" }
            : pii(object?.userPrincipalName ?? dn),
        why: whyMissing(chain, own),
      },
      evidence: [
        error.evidence,
        ...(dn === undefined ? [] : [cite(`${attribute} = ${dn}`, facts["ad.user"])]),
        ...(own === undefined ? [] : [own.evidence]),
      ],
    };
  },
});

/** Words for the manager in an ask. */
const MANAGER = /\b(manager|vorgesetzte\w*|jefe|supervisor|reports? to)\b/i;
/** The engine leaves a reference out, without any error, where what it points to is not in the Entra connector space. */
function leftOut(facts: Facts, person: Person, ad: AdObject): Claim<"missing"> | undefined {
  const { pair, others, settings, users } = person;
  const manager = ad.manager === undefined ? undefined : others.find((o) => sameDn(o.dn, ad.manager ?? ""));
  if (pair === undefined || manager === undefined || users.some((u) => linkOf(settings, manager, u) !== undefined))
    return undefined;
  const chain = chainOf(manager, facts["cs.relatedChains"]);
  const connectors = valueOr(facts["server.connectors"], []);
  const isOutside = placeOf(manager, connectors) !== undefined && !isSelected(manager, connectors);
  if (!isOutside && (chain === undefined || chain.entraCs !== null)) return undefined;
  const isAsked = MANAGER.test(valueOr(facts.ask, undefined)?.text ?? "");
  return {
    verdict: "fail",
    message: "missing",
    standing: isAsked ? "shown" : "degrading",
    proof: "measured",
    data: {
      user: nameOf(ad),
      attribute: "manager",
      target: nameOf(manager),
      why: isOutside
        ? { en: "its container is not selected", de: "sein Container ist nicht ausgewählt" }
        : whyMissing(chain, undefined),
    },
    evidence: [
      cite(`manager = ${manager.dn}`, facts["ad.user"]),
      isOutside
        ? cite(
            told(
              {
                en: "{dn} lies outside the selected containers",
                de: "{dn} liegt außerhalb der ausgewählten Container",
              },
              { dn: manager.dn },
            ),
            facts["server.connectors"],
          )
        : cite(
            told(
              { en: "{dn} is not in the Entra connector space", de: "{dn} ist nicht im Entra-connector space" },
              { dn: manager.dn },
            ),
            facts["cs.relatedChains"],
          ),
    ],
  };
}

/** Why the cloud refuses the referenced object itself. */
const exportErrorOf = (
  facts: Facts,
  settings: SyncSettings,
  object: AdObject,
  chain: Chain | undefined,
): ObjectError | undefined =>
  errorsOn(
    { dn: object.dn, anchors: anchorsOf(settings, object) },
    {
      chain: chain === undefined ? undefined : seen(chain, { system: "premises", via: "Get-ADSyncCSObject" }),
      runs: facts["server.runHistory"],
      connectors: facts["server.connectors"],
    },
  ).find((e) => e.side === "entra");

function whyMissing(chain: Chain | undefined, own: ObjectError | undefined): InEvery {
  if (own !== undefined)
    return told(
      { en: "its own export fails with {error}", de: "sein eigener Export schlägt mit {error} fehl" },
      { error: own.type },
    );
  if (chain?.adCs === null)
    return { en: "the engine has not imported it", de: "die Synchronisierungs-Engine hat es nicht importiert" };
  return chain?.entraCs === null
    ? { en: "it stops in the metaverse", de: "es bleibt im metaverse stehen" }
    : { en: "it is not exported", de: "es wird nicht exportiert" };
}
