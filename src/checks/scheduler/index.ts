/** Checks of the scheduler and of what it runs now, sorted by id. */
import type { AnyCheck } from "../../domain";
import running from "./running";
import state from "./state";

export const checks: readonly AnyCheck[] = [running, state];
