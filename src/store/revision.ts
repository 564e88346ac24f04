/** Compare-and-set, one rule for every store. */
import { StoreConflict } from "../ports";

/** Throws StoreConflict unless the item's revision is the one after the stored one (0 or 1 for a new item). */
export function mustFollow(stored: number | undefined, item: { readonly id: string; readonly revision: number }): void {
  if (stored === undefined ? item.revision !== 0 && item.revision !== 1 : item.revision !== stored + 1)
    throw new StoreConflict(item.id);
}
