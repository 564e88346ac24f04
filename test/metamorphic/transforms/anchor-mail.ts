/**
 * Anchor mail, the text attribute of tenants that began without Connect: the address itself is the anchor, as it is written (adsync.md §5.1,
 * case-sensitive). The same accounts carry the same anchors on both sides. Who had no mail gets one, and has it in the cloud too where linked.
 */
import type { World } from "../../../src/lab/scenario";
import { accountsOf, anchorIsTheFault, exchangeAnchor, strayAnchors, type Account } from "../anchor";
import type { Transform } from "../transform";

/** A domain in which an address may be made up: verified, not the initial one. */
const ownDomain = (world: World): string =>
  Object.entries(world.cloud.domains).find(([, d]) => d.isVerified && d["isInitial"] !== true)?.[0] ?? "contoso.com";

export default {
  name: "anchor-mail",
  apply(scenario) {
    const domain = ownDomain(scenario.world);
    const accounts = accountsOf(scenario.world);
    const mailOf = ({ object }: Account): string =>
      String(object["mail"] ?? `anchor-${object.objectGUID.slice(0, 8)}@${domain}`);
    const anchors = new Map(accounts.map((a) => [a.anchor, mailOf(a)]));
    const mails = new Set([...anchors.values()].map((m) => m.toLowerCase()));
    if (mails.size < accounts.length)
      return {
        doesNotApply: "fault",
        why: "two accounts share a mail address or an anchor, so mail cannot be the anchor (adsync.md §5.1)",
      };
    strayAnchors(scenario.world, accounts).forEach((stray, i) => anchors.set(stray, `gone-${i}@${domain}`));
    const exchanged =
      anchorIsTheFault(scenario.world, accounts) ??
      exchangeAnchor(scenario, { attribute: "mail", flow: "[mail]", anchors, value: mailOf });
    if ("doesNotApply" in exchanged) return exchanged;
    for (const user of Object.values(exchanged.world.cloud.users))
      if (mails.has(String(user.onPremisesImmutableId ?? "").toLowerCase()))
        user["mail"] ??= user.onPremisesImmutableId;
    return exchanged;
  },
} satisfies Transform;
