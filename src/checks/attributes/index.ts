import type { AnyCheck } from "../../domain";
import references from "./references";
import required from "./required";
import size from "./size";
import source from "./source";
import validValues from "./valid-values";
import writeback from "./writeback";

export const checks: readonly AnyCheck[] = [references, required, size, source, validValues, writeback];
