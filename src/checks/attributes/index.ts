import type { AnyCheck } from "../../domain";
import notEnded from "./not-ended";
import references from "./references";
import required from "./required";
import size from "./size";
import source from "./source";
import validValues from "./valid-values";
import writeback from "./writeback";

export const checks: readonly AnyCheck[] = [notEnded, references, required, size, source, validValues, writeback];
