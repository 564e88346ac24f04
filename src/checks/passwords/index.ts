import type { AnyCheck } from "../../domain";
import filtered from "./filtered";
import rights from "./rights";
import synced from "./synced";
import writebackAccepted from "./writeback-accepted";
import writebackWorks from "./writeback-works";

export const checks: readonly AnyCheck[] = [filtered, rights, synced, writebackAccepted, writebackWorks];
