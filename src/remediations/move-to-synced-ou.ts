import { domainDnOf, isWithin, parentDn, rdnsOf, sameDn } from "../identity/dn";
import { valueOr } from "../domain";
import { defineRemediation } from "../identity/legacy";
import type { PlanResult } from "../domain";
import { isSelected } from "../identity/place";
import {
  adObjects,
  adUser,
  bring,
  cycleBlocked,
  cycleTouches,
  expectAd,
  idle,
  isProtected,
  linked,
  PROTECTED,
  refuse,
  unread,
} from "./parts";

/** Moves the account to an OU of its own domain that the connector reads. */
export default defineRemediation({
  id: "move-to-synced-ou",
  title: "Move the account to a synchronized OU",
  risk: "write",
  undo: "Move back; the cloud user is then deleted at the next cycle",
  plan(facts, _finding, choice): PlanResult {
    const missing = unread(facts, "ad.user", "ad.containers", "server.connectors");
    if (missing !== undefined) return refuse(missing);
    const ad = adUser(facts);
    if (ad === undefined) return refuse("There is no AD account to move.");
    if (isProtected(ad)) return refuse(PROTECTED);
    const blocked = cycleBlocked(facts);
    if (blocked !== undefined) return refuse(blocked);
    const connectors = valueOr(facts["server.connectors"], []),
      domain = domainDnOf(ad.dn);
    if (isSelected(ad, connectors)) return refuse("The account stands in a synchronized OU already.");
    const people = adObjects(facts).filter((o) => o.objectGUID !== ad.objectGUID && o.userPrincipalName !== undefined);
    const shared = (dn: string): number => {
      const a = rdnsOf(dn).reverse(),
        b = rdnsOf(ad.dn).reverse();
      let n = 0;
      while (n < a.length && a[n]?.toLowerCase() === b[n]?.toLowerCase()) n++;
      return n;
    };
    const lists = connectors.flatMap((c) => c.Partitions.flatMap((p) => p.ContainerInclusionList));
    const listed = (dn: string): number => {
      const i = lists.findIndex((l) => isWithin(dn, l));
      return i < 0 ? lists.length : i;
    };
    const places = valueOr(facts["ad.containers"], [])
      .filter(
        (c) =>
          c.objectClass.some((k) => /^organizationalUnit$/i.test(k)) &&
          sameDn(domainDnOf(c.dn), domain) &&
          isSelected(c, connectors),
      )
      .map((c) => ({ dn: c.dn, people: people.filter((p) => sameDn(parentDn(p.dn), c.dn)).length }))
      .sort(
        (a, b) =>
          shared(b.dn) - shared(a.dn) ||
          b.people - a.people ||
          listed(a.dn) - listed(b.dn) ||
          a.dn.length - b.dn.length,
      );
    if (places.length === 0)
      return refuse("No synchronized OU of this domain is known. Select the OU in the wizard instead.");
    const target =
      choice === undefined ? (places.length === 1 ? places[0] : undefined) : places.find((p) => sameDn(p.dn, choice));
    if (target === undefined)
      return {
        question: "Which OU shall it move to?",
        choose: places.slice(0, 8).map((p) => ({
          id: p.dn,
          title: p.dn,
          detail: p.people > 0 ? `${p.people} related account(s) stand here` : "synchronized",
        })),
      };
    return {
      plan: {
        remediation: "move-to-synced-ou",
        title: `Move ${ad.displayName ?? ad.dn} to ${target.dn}`,
        risk: "write",
        summary: `Moves the account from ${parentDn(ad.dn)} to ${target.dn}, which is synchronized, and runs a sync cycle.`,
        changes: [{ what: "Distinguished name", before: ad.dn, after: `${rdnsOf(ad.dn)[0]},${target.dn}` }],
        touches: [
          "Group policies, delegated rights and other systems' scopes of the old OU no longer apply; those of the new one do.",
          ...cycleTouches(facts),
        ],
        commands: [
          { system: "premises", kind: "move-ad-object", objectGUID: ad.objectGUID, targetOu: target.dn },
          ...bring(facts, "Delta", `${rdnsOf(ad.dn)[0]},${target.dn}`),
        ],
        expects: [...expectAd(ad, "dn"), ...idle(facts)],
        undo: {
          commands: [
            { system: "premises", kind: "move-ad-object", objectGUID: ad.objectGUID, targetOu: parentDn(ad.dn) },
          ],
          says: "Moving it back takes the cloud user away again at the next cycle.",
        },
        verify: linked(ad),
      },
    };
  },
});
