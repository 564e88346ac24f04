/** Ties checks and remediations to the person that they are handed: each sees what its declared facts prove, nothing else. */
import type { AnyCheck, AnyRemediation, Check, FactKey, Remediation } from "../domain";
import type { PersonOf } from "./person";

/** Declares a check. `needs` and `wants` decide which facts and which parts of the person it may read. */
export const defineCheck = <K extends FactKey, M extends string, W extends FactKey = never>(
  check: Check<PersonOf<K | W>, K, W, M>,
): AnyCheck => check as unknown as AnyCheck;

/** Declares a remediation, likewise. */
export const defineRemediation = <K extends FactKey, W extends FactKey = never>(
  remediation: Remediation<PersonOf<K | W>, K, W>,
): AnyRemediation => remediation as unknown as AnyRemediation;
