import type { AnyCheck } from "../../domain";
import accepted from "./accepted";
import membership from "./membership";

export const checks: readonly AnyCheck[] = [accepted, membership];
