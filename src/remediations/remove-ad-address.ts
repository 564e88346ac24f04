import { bareAddress, primaryAddress, sameText, smtpAddresses, suffixOf } from "../identity/address";
import { valueOr } from "../domain";
import { defineRemediation } from "../identity/legacy";
import type { AdObject, Command, PlanResult } from "../domain";
import {
  adObjects,
  adUser,
  bring,
  cycleBlocked,
  cycleTouches,
  expectAd,
  idle,
  isProtected,
  isVerified,
  linked,
  liveUsers,
  PROTECTED,
  refuse,
  show,
  unread,
} from "./parts";

interface Way {
  readonly object: AdObject;
  readonly address: string;
  readonly why: string;
  readonly rank: number;
}

/** Takes one SMTP address off the AD object that the admin picks. */
export default defineRemediation({
  id: "remove-ad-address",
  title: "Remove an address from an AD object",
  risk: "write",
  undo: "Write the old list back, delta cycle",
  plan(facts, _finding, choice): PlanResult {
    const missing = unread(facts, "ad.user", "ad.related", "entra.user", "entra.relatedUsers", "entra.domains");
    if (missing !== undefined) return refuse(missing);
    const ad = adUser(facts);
    if (ad === undefined) return refuse("There is no AD account to take an address off.");
    const blocked = cycleBlocked(facts);
    if (blocked !== undefined) return refuse(blocked);
    const quarantined = liveUsers(facts)
      .flatMap((u) => u.onPremisesProvisioningErrors ?? [])
      .map((e) => bareAddress(e.value));
    const addressesOf = (o: AdObject): string[] => [
      ...new Set([...smtpAddresses(o.proxyAddresses), ...(typeof o.mail === "string" ? [bareAddress(o.mail)] : [])]),
    ];
    const mine = addressesOf(ad),
      rivals = adObjects(facts).filter((o) => o.objectGUID !== ad.objectGUID);
    const ways: Way[] = [];
    const primary = (o: AdObject, a: string): boolean =>
      sameText(primaryAddress(o.proxyAddresses), a) || sameText(o.userPrincipalName, a);
    for (const address of mine) {
      const holders = rivals.filter((o) => addressesOf(o).includes(address) || sameText(o.userPrincipalName, address));
      const inWay =
        holders.length > 0 ||
        quarantined.includes(address) ||
        liveUsers(facts).some(
          (u) =>
            !sameText(u.onPremisesSecurityIdentifier, ad.objectSid) &&
            u.onPremisesImmutableId !== undefined &&
            smtpAddresses(u.proxyAddresses).includes(address) &&
            u.id !== valueOr(facts["entra.user"], undefined)?.id,
        );
      const unverified = !isVerified(facts, suffixOf(address));
      if (!inWay && !unverified) continue;
      for (const o of [ad, ...holders]) {
        if (!addressesOf(o).includes(address)) continue;
        const own = o === ad;
        ways.push({
          object: o,
          address,
          why: `${primary(o, address) ? "its primary address" : "an alias of it"}${own && unverified ? ", in a domain that is not verified" : ""}`,
          rank: (primary(o, address) ? 4 : 0) + (own ? 0 : 2),
        });
      }
    }
    const open = ways
      .filter((w) => !isProtected(w.object))
      .sort((a, b) => a.rank - b.rank || (b.object.whenChanged ?? "").localeCompare(a.object.whenChanged ?? ""));
    if (open.length === 0)
      return refuse(
        ways.length > 0
          ? PROTECTED
          : "No address of this account is held by another AD object, quarantined, or in an unverified domain.",
      );
    const idOf = (w: Way): string => `${w.object.objectGUID}|${w.address}`;
    const way = choice === undefined ? (open.length === 1 ? open[0] : undefined) : open.find((w) => idOf(w) === choice);
    if (way === undefined)
      return {
        question: "Which object gives the address up?",
        choose: open.map((w) => ({
          id: idOf(w),
          title: `${w.address} from ${w.object.displayName ?? w.object.cn ?? w.object.dn}`,
          detail: `${w.object.dn} — ${w.why}`,
        })),
      };
    const { object, address } = way,
      old = object.proxyAddresses ?? [];
    let next = old.filter((p) => !((/^smtp:/i.test(p) || !p.includes(":")) && bareAddress(p) === address));
    if (old.some((p) => p.startsWith("SMTP:")) && !next.some((p) => p.startsWith("SMTP:"))) {
      const heir = next.find((p) => p.startsWith("smtp:"));
      if (heir !== undefined) next = next.map((p) => (p === heir ? `SMTP:${p.slice(5)}` : p));
    }
    const mail =
      typeof object.mail === "string" && bareAddress(object.mail) === address
        ? (primaryAddress(next) ?? null)
        : undefined;
    const set = (attribute: string, value: string | readonly string[] | null): Command => ({
      system: "premises",
      kind: "set-ad-attribute",
      objectGUID: object.objectGUID,
      attribute,
      value,
    });
    const writes = [
      ...(next.length === old.length ? [] : [set("proxyAddresses", next)]),
      ...(mail === undefined ? [] : [set("mail", mail)]),
    ];
    return {
      plan: {
        remediation: "remove-ad-address",
        title: `Remove ${address} from ${object.dn}`,
        risk: "write",
        summary: `Takes the address ${address} off ${object.dn} in Active Directory and runs a sync cycle.`,
        changes: [
          ...(next.length === old.length
            ? []
            : [{ what: `proxyAddresses of ${object.dn}`, before: show(old), after: show(next) }]),
          ...(mail === undefined
            ? []
            : [{ what: `mail of ${object.dn}`, before: show(object.mail), after: show(mail) }]),
        ],
        touches: ["Mail to this address no longer reaches this object.", ...cycleTouches(facts)],
        commands: [...writes, ...bring(facts, "Delta", object.dn)],
        expects: [...expectAd(object, "proxyAddresses", ...(mail === undefined ? [] : ["mail"])), ...idle(facts)],
        undo: {
          commands: [
            set("proxyAddresses", old.length === 0 ? null : old),
            ...(mail === undefined ? [] : [set("mail", object.mail ?? null)]),
            ...bring(facts, "Delta", object.dn),
          ],
          says: "The old list is written back.",
        },
        verify: linked(ad),
      },
    };
  },
});
