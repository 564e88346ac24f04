/** What is taken from Graph's answers: the properties that the code relies on, the rest as it came. */
import { z } from "zod";
const text = z.string(),
  maybe = text.nullish();
/** Who asks: for rights, nothing else of the user is read. */
export const member = z.object({ id: text, accountEnabled: z.boolean().nullable(), userType: text.nullable() });
export const organization = z.object({ id: text, onPremisesSyncEnabled: z.boolean().nullish() }).passthrough();
export const domain = z.object({ id: text, isVerified: z.boolean() }).passthrough();
export const synchronization = z
  .object({ id: text, configuration: z.object({}).passthrough(), features: z.record(z.boolean().nullable()) })
  .passthrough();
export const issue = z.object({ id: text }).passthrough();
export const principal = z.object({ id: text, displayName: text }).passthrough();
export const job = z
  .object({ id: text, templateId: maybe, status: z.object({ code: text.optional() }).passthrough() })
  .passthrough();
export const schema = z.object({ synchronizationRules: z.array(z.object({}).passthrough()).optional() }).passthrough();
export const role = z
  .object({ principalId: text, roleDefinition: z.object({ displayName: text }).passthrough() })
  .passthrough();
export const behavior = z.object({ isCloudManaged: z.boolean() }).passthrough();
export const signIn = z
  .object({ createdDateTime: text, status: z.object({ errorCode: z.number() }).passthrough() })
  .passthrough();
export const audit = z.object({ activityDateTime: text }).passthrough();
/** What an account is a member of. Graph tells only id and type of what the reader may not read. */
export const membership = z.object({
  id: text,
  "@odata.type": text,
  roleTemplateId: maybe,
  securityEnabled: z.boolean().nullish(),
});
/** What hangs on a user, by its name. */
export const attachment = z.object({
  id: text,
  displayName: maybe,
  resourceDisplayName: maybe,
  "@odata.type": maybe,
  groupTypes: z.array(text).nullish(),
});
export const eligibility = z.object({ roleDefinitionId: text });
/** A `$count` segment answers with the number alone. */
export const count = z.coerce.number().int();
export const bag = z.object({}).passthrough();
