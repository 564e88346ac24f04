/** Texts that questions and commands are made of, as they may go over the wire. */
import { z } from "zod";

/** Anything with a name: not empty, at most 2,048 characters. */
export const shortText = z.string().min(1).max(2048);
/** A GUID with hyphens and without braces. */
export const guidText = z.string().regex(/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i);
/** A distinguished name of an object, a container or a domain. */
export const dnText = z
  .string()
  .min(3)
  .max(2048)
  .regex(/^(CN|OU|DC)=/i);

/** One of the schemas of a table; each of them tells its `kind`. */
export const oneOf = <T extends z.ZodDiscriminatedUnionOption<"kind">>(table: Readonly<Record<string, T>>) => {
  const [first, ...rest] = Object.values(table);
  if (first === undefined) throw new Error("the table is empty");
  return z.discriminatedUnion("kind", [first, ...rest]);
};
