/** Digests. The one file of the pure rooms that opens node:crypto: a hash of a value is a value, and bot and agent must come to the same one. */
import { createHash } from "node:crypto";
import { canonicalJson } from "./canonical";
import type { Plan } from "./command";

/** SHA-256 of the text's UTF-8 bytes: 64 lower-case hex digits. */
export const sha256 = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");
/** The digest of a JSON value: SHA-256 over its canonical text (RFC 8785). What is equal by value has the same one. */
export const digestOf = (value: unknown): string => sha256(canonicalJson(value));
/** What binds an approval, and every order that follows from it, to the plan that was shown. */
export const planDigest = (plan: Plan): string => digestOf(plan);
