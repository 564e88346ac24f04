import type { AnyCheck } from "../../domain";
import filtered from "./filtered";
import hashSyncOn from "./hash-sync-on";
import rights from "./rights";
import signInAgent from "./sign-in-agent";
import signIns from "./sign-ins";
import synced from "./synced";
import writebackAccepted from "./writeback-accepted";
import writebackWorks from "./writeback-works";

export const checks: readonly AnyCheck[] = [
  filtered,
  hashSyncOn,
  rights,
  signInAgent,
  signIns,
  synced,
  writebackAccepted,
  writebackWorks,
];
