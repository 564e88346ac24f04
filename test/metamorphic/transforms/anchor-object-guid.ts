/**
 * Anchor objectGUID. Which attribute the engine makes its anchors from was chosen once at installation (adsync.md §5.1); a tenant where the
 * same accounts are linked by objectGUID has the same people missing for the same reasons. What mS-DS-ConsistencyGuid holds then means nothing.
 */
import { immutableIdOf } from "../../../src/identity/anchor";
import { accountsOf, anchorIsTheFault, exchangeAnchor } from "../anchor";
import type { Transform } from "../transform";

export default {
  name: "anchor-object-guid",
  apply(scenario) {
    const accounts = accountsOf(scenario.world);
    const anchors = new Map(accounts.map((a) => [a.anchor, immutableIdOf(a.object.objectGUID) ?? a.anchor]));
    if (anchors.size < accounts.length)
      return {
        doesNotApply: "fault",
        why: "two accounts share an anchor, which objectGUID never does (adsync.md §4.2, DuplicateSourceAnchor)",
      };
    return (
      anchorIsTheFault(scenario.world, accounts) ??
      exchangeAnchor(scenario, {
        attribute: "objectGUID",
        flow: "ConvertToBase64([objectGUID])",
        anchors,
        value: () => undefined,
      })
    );
  },
} satisfies Transform;
