import { chainOf } from "../../identity/chain";
import { defineCheck } from "../../identity/define";
import { sameDn } from "../../identity/dn";
import { errorsNamed, errorsOn, type ObjectError } from "../../identity/errors";
import { anchorsOf } from "../../identity/link";
import type { SyncSettings } from "../../identity/settings";
import { nameOf } from "../../identity/naming";
import { cite, pii, seen, type AdObject, type Chain, type Given } from "../../domain";

const NEEDS = ["ad.user"] as const;
const WANTS = [
  "cs.chain",
  "cs.relatedChains",
  "ad.related",
  "server.globalSettings",
  "server.runHistory",
  "server.connectors",
] as const;
type Facts = Given<(typeof NEEDS)[number], (typeof WANTS)[number]>;

/** The user is fine; a reference of it points to an object that the cloud does not hold. */
export default defineCheck({
  id: "attributes.references",
  title: "What the user refers to is in the cloud",
  guide: "cycles.messages",
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/connect/tshoot-connect-sync-errors"],
  needs: NEEDS,
  wants: WANTS,
  messages: {
    noUser: "There is no AD account to look at.",
    fine: "No reference of {user} fails.",
    missing: {
      code: "referenced-object-missing",
      text: "{user} syncs, but its {attribute} does not: {target} is not in the cloud ({why}).",
      advice: [
        "Nothing is to be changed on this user. Ask for the triage of {target}: once it is in the cloud, the reference is exported by itself.",
        "Where the referenced object is never meant to sync, choose another {attribute} in Active Directory.",
      ],
    },
  },
  evaluate(facts, { ad, others, errors, settings }) {
    if (ad === undefined) return { verdict: "skip", message: "noUser" };
    const user = nameOf(ad);
    const [error] = errorsNamed(
      errors,
      "dn-attributes-failure",
      "ReferenceUpdateFailure",
      "LinkTargetValidationFailed",
    );
    if (error === undefined) return { verdict: "pass", message: "fine", data: { user } };
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
        target: pii(object?.userPrincipalName ?? dn ?? "the referenced object"),
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

function whyMissing(chain: Chain | undefined, own: ObjectError | undefined): string {
  if (own !== undefined) return `its own export fails with ${own.type}`;
  if (chain?.adCs === null) return "the engine has not imported it";
  return chain?.entraCs === null ? "it stops in the metaverse" : "it is not exported";
}
