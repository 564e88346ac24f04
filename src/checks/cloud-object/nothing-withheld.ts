import { bareAddress } from "../../identity/address";
import { defineCheck } from "../../identity/define";
import { errorsNamed } from "../../identity/errors";
import { seenInAd, seenInCloud } from "../../identity/evidence";
import { cloudNames } from "../../identity/holders";
import { adNames, citeError, errorsOf, ownerOf, sidesOf } from "../../identity/legacy";
import { cite, pii, valueOr, type CloudUser, type Claim, type RemediationId } from "../../domain";

/** A value that another object holds is quarantined: the export succeeds, and the value is missing in the cloud. With no holder left, it came from an address that moved within one cycle. */
export default defineCheck({
  id: "cloud-object.nothing-withheld",
  title: "No value of the person is quarantined",
  guide: "quarantine.identify",
  docs: [
    "https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-syncservice-duplicate-attribute-resiliency",
  ],
  needs: ["entra.user", "entra.relatedUsers"],
  wants: [
    "ad.user",
    "ad.related",
    "entra.deletedUsers",
    "entra.otherHolders",
    "server.globalSettings",
    "server.runHistory",
    "cs.chain",
  ],
  messages: {
    noUser: "There is no cloud user, so nothing is quarantined.",
    none: "No value of {target} is quarantined.",
    withheld: {
      code: "quarantined-attribute",
      text: "The cloud withholds {values} from {target}, because {holder} holds it.",
      advice: [
        "Decide who keeps the value; change it on the other object where that object is mastered (Active Directory or Exchange Online).",
        "Run a delta cycle; the service releases the value within the hour.",
      ],
    },
    moved: {
      code: "address-moved-in-one-cycle",
      text: "The cloud refuses {values} to {target} although nobody holds it any more: it moved from another object within one cycle, and the export is not tried again until the object is touched.",
      advice: ["Touch the AD account (change and restore a harmless attribute such as info), then run a delta cycle."],
    },
  },
  evaluate(facts) {
    const sides = sidesOf(facts),
      user = sides.linked ?? valueOr(facts["entra.user"], undefined),
      { ad } = sides;
    if (user === undefined) return { verdict: "skip", message: "noUser" };
    const target = pii(user.userPrincipalName),
      clashes = user.onPremisesProvisioningErrors ?? [],
      listsRead = (["entra.otherHolders", "entra.deletedUsers", "ad.related"] as const).every(
        (k) => facts[k].state !== "unreadable",
      );
    const holds = (u: CloudUser, v: string): boolean => u.id !== user.id && cloudNames(u).includes(v);
    const holderOf = (v: string): string | undefined =>
      sides.users.find((u) => holds(u, v))?.userPrincipalName ??
      sides.deleted.find((u) => holds(u, v))?.userPrincipalName ??
      valueOr(facts["entra.otherHolders"], []).find((h) => (h.proxyAddresses ?? []).some((p) => bareAddress(p) === v))
        ?.displayName ??
      sides.others.find((o) => adNames(facts, o).includes(v))?.dn;
    const values = clashes.map((c) => bareAddress(c.value)),
      seenBoth = [seenInCloud(user, facts), ...(ad === undefined ? [] : [seenInAd(ad, facts["ad.user"])])];
    const found: Claim<"withheld" | "moved">[] = [];
    // A uniqueness error whose named holder has let the value go is the same fault in a tenant that does not quarantine.
    const stale =
      ad === undefined || !listsRead
        ? []
        : errorsNamed(errorsOf(facts, { dn: ad.dn, anchors: sides.anchors }), "AttributeValueMustBeUnique").filter(
            (e) =>
              /proxy/i.test(e.attribute ?? "") &&
              sides.users.some(
                (u) => u.id.toLowerCase() === e.holderId && !cloudNames(u).some((n) => adNames(facts, ad).includes(n)),
              ),
          );
    const freed =
      ad === undefined || !listsRead
        ? []
        : clashes.filter(
            (c) =>
              /^proxyaddress/i.test(c.propertyCausingError) &&
              holderOf(bareAddress(c.value)) === undefined &&
              adNames(facts, ad).includes(bareAddress(c.value)),
          );
    if (freed.length > 0 || stale.length > 0)
      found.push({
        verdict: "fail",
        message: "moved",
        standing: "shown",
        proof: freed.length > 0 ? "measured" : "timed",
        data: { target, values: freed.length > 0 ? freed.map((c) => pii(bareAddress(c.value))) : "an address" },
        evidence: [
          ...seenBoth,
          ...freed.map((c) =>
            cite(
              `${c.propertyCausingError} ${c.value} withheld since ${c.occurredDateTime ?? "?"}, and no live or deleted object holds it`,
              facts["entra.user"],
            ),
          ),
          ...stale.map(citeError),
        ],
        suggests: ["set-attribute"],
      });
    if (clashes.length === 0) return found.length > 0 ? found : { verdict: "pass", message: "none", data: { target } };
    const holder = sides.users.find((u) => values.some((v) => holds(u, v))),
      onPremises =
        (holder !== undefined && ownerOf(facts, sides, holder) !== undefined) ||
        (holder === undefined && sides.others.some((o) => values.some((v) => adNames(facts, o).includes(v))));
    const upn = clashes.some((c) => /^userprincipalname$/i.test(c.propertyCausingError)),
      address = clashes.some((c) => /^proxyaddress/i.test(c.propertyCausingError));
    const suggests: RemediationId[] = !onPremises
      ? []
      : [...(upn ? ["set-user-principal-name" as const] : []), ...(address ? ["remove-ad-address" as const] : [])];
    found.push({
      verdict: "fail",
      message: "withheld",
      standing: "shown",
      data: {
        target,
        values: values.map((v) => pii(v)),
        holder: pii(values.map(holderOf).find((h) => h !== undefined) ?? "an object that was not found"),
      },
      evidence: [
        ...seenBoth,
        ...clashes.map((c) =>
          cite(
            `${c.category}: ${c.propertyCausingError} ${c.value}, since ${c.occurredDateTime ?? "?"}`,
            facts["entra.user"],
          ),
        ),
        ...(holder === undefined ? [] : [seenInCloud(holder, facts)]),
      ],
      suggests,
    });
    return found;
  },
});
