/** The digest that binds an approval to the plan that was shown: sha256 over canonical JSON. The hash comes in, so that this room stays pure. */
import { canonicalJson } from "../domain/canonical";
import type { Plan } from "../domain/command";

export { canonicalJson };

/** `sha256`: UTF-8 text → lower-case hex. */
export const planDigest = (plan: Plan, sha256: (text: string) => string): string => sha256(canonicalJson(plan));
