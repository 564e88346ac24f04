/**
 * Anchor objectGUID. Which attribute the engine makes its anchors from was chosen once at installation (adsync.md §5.1); a tenant where the
 * same accounts are linked by objectGUID has the same people missing for the same reasons. What
 * mS-DS-ConsistencyGuid holds then means nothing: every account has another GUID there.
 */
import { immutableIdOf } from "../../../src/identity/anchor";
import { accountsOf, anchorIsTheFault, carried, exchangeAnchor } from "../anchor";
import { isDoesNotApply, type Transform } from "../transform";

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
    const told =
      anchorIsTheFault(scenario.world, accounts) ??
      exchangeAnchor(scenario, {
        attribute: "objectGUID",
        flow: "ConvertToBase64([objectGUID])",
        anchors,
        value: () => undefined,
      });
    if (isDoesNotApply(told)) return told;
    for (const { object } of accountsOf(told.world)) object["mS-DS-ConsistencyGuid"] = carried(object.objectGUID);
    return told;
  },
} satisfies Transform;
