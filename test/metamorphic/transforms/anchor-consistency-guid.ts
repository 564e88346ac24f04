/**
 * Anchor mS-DS-ConsistencyGuid carried over from another forest: the attribute of every account in the cloud holds another GUID than objectGUID,
 * as after a migration (adsync.md §5.4, "moved to another forest"). The filled attribute is the anchor (§5.1), so the same accounts are linked.
 */
import { guidOfImmutableId, immutableIdOf } from "../../../src/identity/anchor";
import { accountsOf, anchorIsTheFault, carried, exchangeAnchor } from "../anchor";
import type { Transform } from "../transform";

export default {
  name: "anchor-consistency-guid",
  apply(scenario) {
    const { cloud } = scenario.world;
    const held = new Set(
      [...Object.values(cloud.users), ...Object.values(cloud.deletedUsers)].map((u) => u.onPremisesImmutableId),
    );
    const accounts = accountsOf(scenario.world);
    const anchors = new Map(
      accounts.flatMap(({ anchor }) => {
        const guid = guidOfImmutableId(anchor);
        const to = guid === undefined || !held.has(anchor) ? undefined : immutableIdOf(carried(guid));
        return to === undefined ? [] : [[anchor, to] as const];
      }),
    );
    if (anchors.size === 0) return { doesNotApply: "nothing", why: "no account is in the cloud under its anchor" };
    return (
      anchorIsTheFault(scenario.world, accounts) ??
      exchangeAnchor(scenario, {
        attribute: "mS-DS-ConsistencyGuid",
        flow: "IIF(IsPresent([mS-DS-ConsistencyGuid]),ConvertToBase64([mS-DS-ConsistencyGuid]),ConvertToBase64([objectGUID]))",
        anchors,
        value: ({ anchor }) => guidOfImmutableId(anchors.get(anchor)),
      })
    );
  },
} satisfies Transform;
