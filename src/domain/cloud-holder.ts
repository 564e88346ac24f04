/** A group or an organizational contact that may hold an address: what Graph is asked for and what may be read (Graph v1.0 metadata). */
import { z } from "zod";
import { provisioningError } from "./cloud-user";

const text = z.string(),
  maybe = text.nullable();
export const cloudHolder = z.object({
  id: text,
  displayName: maybe,
  mail: maybe,
  proxyAddresses: z.array(text),
  onPremisesSyncEnabled: z.boolean().nullable(),
  onPremisesProvisioningErrors: z.array(provisioningError),
});
type Whole = z.infer<typeof cloudHolder>;
export type CloudHolder = Pick<Whole, "id"> & Partial<Whole> & { kind: "group" | "contact" };
