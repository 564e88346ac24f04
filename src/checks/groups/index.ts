import type { AnyCheck } from "../../domain";
import accepted from "./accepted";
import membership from "./membership";
import whole from "./whole";

export const checks: readonly AnyCheck[] = [accepted, membership, whole];
