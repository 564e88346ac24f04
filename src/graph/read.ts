/** Outcomes of requests as facts. */
import type { z } from "zod";
import { absent, seen, unreadable, type Fact, type SourceRef } from "../domain";
import { faultOf, type Outcome } from "./transport";

export const entra = (via: string): SourceRef => ({ system: "entra", via });
const misfit = (error: z.ZodError, from: SourceRef): Fact<never> => {
  const issue = error.issues[0];
  return unreadable("malformed", `${issue?.path.join(".") ?? ""}: ${issue?.message ?? "?"}`, from);
};
/** A single object; a 404 is absent. */
export function one<S extends z.ZodTypeAny>(o: Outcome | undefined, schema: S, via: string): Fact<z.infer<S>> {
  const from = entra(via);
  if (o === undefined) return unreadable("not-asked", "was not asked", from);
  if (!o.ok) return o.fault;
  if (o.reply.status === 404) return absent(from);
  if (o.reply.status >= 300) return faultOf(o.reply, via);
  const parsed = schema.safeParse(o.reply.body);
  return parsed.success ? seen(parsed.data, from) : misfit(parsed.error, from);
}
/** A list; the whole list is malformed where one entry is. */
export function many<S extends z.ZodTypeAny>(o: Outcome | undefined, schema: S, via: string): Fact<z.infer<S>[]> {
  const from = entra(via);
  if (o === undefined) return unreadable("not-asked", "was not asked", from);
  if (!o.ok) return o.fault;
  if (o.reply.status >= 300) return faultOf(o.reply, via);
  const list = (o.reply.body as { value?: unknown } | null | undefined)?.value;
  if (!Array.isArray(list)) return unreadable("malformed", "the answer has no list", from);
  const parsed = schema.array().safeParse(list);
  return parsed.success ? seen(parsed.data, from) : misfit(parsed.error, from);
}
/** Several lists of one kind as one, each entry once: unreadable as soon as one of them is. */
export function union<T extends { id: string }>(facts: readonly Fact<T[]>[], from: SourceRef): Fact<T[]> {
  const bad = facts.find((f) => f.state === "unreadable");
  if (bad !== undefined) return bad;
  const all = facts.flatMap((f) => (f.state === "seen" ? f.value : []));
  return seen([...new Map(all.map((x) => [x.id, x])).values()], from);
}
/** The only entry of a list that has one; absent where it is empty. */
export const firstOf = <T>(f: Fact<T[]>): Fact<T> => {
  const first = f.state === "seen" ? f.value[0] : undefined;
  return f.state !== "seen" ? f : first === undefined ? absent(f.from) : seen(first, f.from);
};
