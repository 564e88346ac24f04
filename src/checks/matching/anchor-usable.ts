import { isLinkedMailbox } from "../../identity/link";
import { guidOfImmutableId, immutableIdOf } from "../../identity/anchor";
import { defineCheck } from "../../identity/define";
import { errorsNamed } from "../../identity/errors";
import { seenInAd, seenInCloud } from "../../identity/evidence";
import { isGuest } from "../../identity/holders";
import { anchorAttribute, citeError, errorsOf, holdsRole, sidesOf } from "../../identity/legacy";
import { samePerson } from "../../identity/same-person";
import { cite, pii, type Claim } from "../../domain";

/** An anchor that is empty, malformed, or made from another attribute than the one in use never matches. */
export default defineCheck({
  id: "matching.anchor-usable",
  title: "The source anchor is usable on both sides",
  guide: "objects.matching",
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/connect/plan-connect-design-concepts"],
  needs: ["ad.user", "entra.user", "entra.relatedUsers"],
  wants: ["entra.roles", "server.globalSettings", "server.runHistory", "cs.chain"],
  messages: {
    noUser: "Active Directory has no such user, so there is no anchor to judge.",
    usable: "The source anchor of {user} is usable.",
    foreign: {
      code: "anchor-unusable",
      text: "The cloud user {target} carries {theirs} as source anchor. The engine makes its anchors from {attribute}, so {user} can never match it.",
      advice: [
        "The anchor was written by hand or comes from another attribute than the one in use ({attribute}).",
        "Still synced: stop the cycle for the affected users (out of scope), clear the old anchor on the cloud users once they are no longer synced, then bring the users back in scope so that they match by sign-in name or address.",
        "Do this with a single test user first; do not change the anchor attribute of the installation back and forth.",
      ],
    },
    malformed: {
      code: "anchor-unusable",
      text: "{attribute} of {user} holds {value}, which is not 16 bytes: the engine can make no source anchor of it.",
      advice: ["Set mS-DS-ConsistencyGuid of the account to its own objectGUID, then run a delta cycle."],
    },
    empty: {
      code: "anchor-unusable",
      text: "The engine has no source anchor for {user}: {attribute} gives none.",
      advice: [
        "Fill {attribute}, or mend the synchronization rule that leaves sourceAnchor empty, then run a full synchronization of that connector.",
      ],
    },
  },
  evaluate(facts) {
    const sides = sidesOf(facts),
      { ad } = sides;
    if (ad === undefined) return { verdict: "skip", message: "noUser" };
    const attribute = anchorAttribute(facts),
      user = pii(ad.userPrincipalName ?? ad.dn),
      data = { user, attribute },
      found: Claim<"foreign" | "malformed" | "empty">[] = [];
    const errors = errorsOf(facts, { dn: ad.dn, anchors: sides.anchors }),
      seenAd = seenInAd(ad, facts["ad.user"]);
    const target = sides.rivals.find(
      (u) =>
        u.onPremisesImmutableId != null &&
        u.onPremisesImmutableId !== "" &&
        guidOfImmutableId(u.onPremisesImmutableId) === undefined &&
        !isGuest(u) &&
        !holdsRole(facts, u) &&
        samePerson(ad, u) &&
        /^(ms-ds-consistencyguid|objectguid)$/i.test(attribute),
    );
    if (target !== undefined)
      found.push({
        verdict: "fail",
        message: "foreign",
        standing: "shown",
        data: { ...data, target: pii(target.userPrincipalName), theirs: pii(target.onPremisesImmutableId, "anchor") },
        evidence: [seenAd, seenInCloud(target, facts), ...errors.map(citeError)],
        suggests: target.onPremisesSyncEnabled === true ? [] : ["hard-match"],
      });
    const own = ad["mS-DS-ConsistencyGuid"];
    if (
      /^ms-ds-consistencyguid$/i.test(attribute) &&
      own !== undefined &&
      own !== "" &&
      immutableIdOf(own) === undefined
    )
      found.push({
        verdict: "fail",
        message: "malformed",
        standing: "shown",
        data: { ...data, value: pii(own, "anchor") },
        evidence: [seenAd],
        suggests: ["set-consistency-guid"],
      });
    const missing = errorsNamed(errors, "MissingSourceAnchor"),
      chain = facts["cs.chain"];
    const mv = chain.state === "seen" && chain.value.entraCs === null ? chain.value.mv : null;
    const nulled =
      mv !== null &&
      Object.keys(mv.Attributes).length > 0 &&
      !truthy(mv.Attributes["cloudFiltered"]) &&
      mv.Attributes["sourceAnchor"] == null;
    // A linked mailbox has none by design: another check speaks of it.
    const none = (sides.anchors.length === 0 || nulled) && !isLinkedMailbox(ad);
    if (found.length === 0 && (none || missing.length > 0))
      found.push({
        verdict: "fail",
        message: "empty",
        standing: "shown",
        proof: missing.length > 0 ? "measured" : "timed",
        data,
        evidence: [
          seenAd,
          ...missing.map(citeError),
          ...(nulled
            ? [cite("The metaverse object has no sourceAnchor", chain.state === "seen" ? chain : undefined)]
            : []),
        ],
        suggests: [],
      });
    return found.length > 0 ? found : { verdict: "pass", message: "usable", data: { user } };
  },
});
const truthy = (v: unknown): boolean => v === true || /^true$/i.test(String(v));
