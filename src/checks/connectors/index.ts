/** Checks of the connectors: the identities by which they sign in, and their configuration; sorted by id. */
import type { AnyCheck } from "../../domain";
import ad from "./ad";
import cloud from "./cloud";
import configuration from "./configuration";

export const checks: readonly AnyCheck[] = [ad, cloud, configuration];
