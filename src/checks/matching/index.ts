/** Checks of matching and of what stands in its way, sorted by id. */
import type { AnyCheck } from "../../domain";
import anchorClaimedTwice from "./anchor-claimed-twice";
import anchorDiffers from "./anchor-differs";
import anchorUsable from "./anchor-usable";
import hardMatchAllowed from "./hard-match-allowed";
import noCloudDuplicate from "./no-cloud-duplicate";
import noDeletedHolder from "./no-deleted-holder";
import noGuestInTheWay from "./no-guest-in-the-way";
import noOnPremisesDuplicate from "./no-on-premises-duplicate";
import noOrphan from "./no-orphan";
import noOtherTypeInTheWay from "./no-other-type-in-the-way";
import noRoleInTheWay from "./no-role-in-the-way";
import rightPersonJoined from "./right-person-joined";
import softMatchAllowed from "./soft-match-allowed";

export const checks: readonly AnyCheck[] = [
  anchorClaimedTwice,
  anchorDiffers,
  anchorUsable,
  hardMatchAllowed,
  noCloudDuplicate,
  noDeletedHolder,
  noGuestInTheWay,
  noOnPremisesDuplicate,
  noOrphan,
  noOtherTypeInTheWay,
  noRoleInTheWay,
  rightPersonJoined,
  softMatchAllowed,
];
