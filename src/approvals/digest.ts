/** The digest that binds an approval to the plan that was shown. */
import { createHash } from "node:crypto";
import { canonicalJson } from "../domain/canonical";
import type { Plan } from "../domain/command";

/** SHA-256 over the UTF-8 bytes of the plan's canonical JSON (keys sorted, nothing undefined): 64 lower-case hex digits. */
export const planDigest = (plan: Plan): string =>
  createHash("sha256").update(canonicalJson(plan), "utf8").digest("hex");
