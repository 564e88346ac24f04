import type { AnyCheck } from "../../domain";
import filtered from "./filtered";
import rights from "./rights";
import synced from "./synced";

export const checks: readonly AnyCheck[] = [filtered, rights, synced];
