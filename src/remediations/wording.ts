/** Sentences that several plans say alike. */
import type { FactKey, Unreadable } from "../domain";

export { valueText as shown } from "../domain";

/** Nothing is repaired on the strength of a failed read. */
export const notRead = (key: FactKey, { detail }: Unreadable): string =>
  `${key} could not be read (${detail}), so this cannot be planned safely. Check again when it can.`;
export const PROTECTED =
  "This is a protected account (adminCount 1, built-in or an engine's own); it is never changed by a tool. An administrator must do it by hand.";
export const TAKEOVER_BLOCKED =
  "The tenant blocks take-over by hard match. That protection is never switched off by a tool.";
