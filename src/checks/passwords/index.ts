import type { AnyCheck } from "../../domain";
import rights from "./rights";
import synced from "./synced";

export const checks: readonly AnyCheck[] = [rights, synced];
