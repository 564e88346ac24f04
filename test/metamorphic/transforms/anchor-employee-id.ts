/**
 * Anchor employeeID, a text attribute: its value is the anchor as it stands, without base64 (adsync.md §5.1). The same accounts carry the same
 * anchors on both sides, so the same people are linked, orphaned or refused. Values keep to the characters that §5.1 allows.
 */
import { accountsOf, anchorIsTheFault, exchangeAnchor, strayAnchors } from "../anchor";
import type { Transform } from "../transform";

export default {
  name: "anchor-employee-id",
  apply(scenario) {
    const accounts = accountsOf(scenario.world);
    const anchors = new Map<string, string>();
    for (const { anchor, object } of accounts)
      if (!anchors.has(anchor)) anchors.set(anchor, String(object["employeeID"] ?? `E${1001 + anchors.size}`));
    for (const stray of strayAnchors(scenario.world, accounts)) anchors.set(stray, `E${1001 + anchors.size}`);
    if (new Set(anchors.values()).size < anchors.size)
      return {
        doesNotApply: "fault",
        why: "two accounts hold one employeeID, so it cannot be the anchor (adsync.md §5.1)",
      };
    return (
      anchorIsTheFault(scenario.world, accounts) ??
      exchangeAnchor(scenario, {
        attribute: "employeeID",
        flow: "[employeeID]",
        anchors,
        value: ({ anchor }) => anchors.get(anchor),
      })
    );
  },
} satisfies Transform;
