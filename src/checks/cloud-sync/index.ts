import type { AnyCheck } from "../../domain";
export const checks: AnyCheck[] = [];
