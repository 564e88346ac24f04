/**
 * A user of Microsoft Entra ID: what Graph is asked for and what may be read from one are this schema (spelling: Graph v1.0 metadata).
 * Whoever needs another property adds it here; then it is selected, docs name it, and the code that reads it compiles.
 * A property that was selected comes, null where it is empty; one that did not come makes the answer malformed, not the property empty.
 */
import { z } from "zod";

const text = z.string(),
  maybe = text.nullable(),
  flag = z.boolean().nullable();
/** A collection is served empty, never as null (Graph reference §1); where null comes all the same, it says the same. */
const listOf = <T extends z.ZodTypeAny>(entry: T) => z.preprocess((v) => (v === null ? [] : v), z.array(entry));
/** Inside a value: Graph may leave out what is empty. */
const perhaps = text.nullish();

export const provisioningError = z.object({
  category: text,
  occurredDateTime: perhaps,
  propertyCausingError: text,
  value: text,
});
/** A value that the directory quarantined, or a fault of provisioning, as the user carries it. */
export type ProvisioningError = z.infer<typeof provisioningError>;

/** Selected in every read of a live or a deleted user. */
const selected = {
  id: text,
  userPrincipalName: text,
  displayName: maybe,
  givenName: maybe,
  surname: maybe,
  mail: maybe,
  mailNickname: maybe,
  proxyAddresses: listOf(text),
  otherMails: listOf(text),
  userType: maybe,
  accountEnabled: flag,
  createdDateTime: maybe,
  creationType: maybe,
  usageLocation: maybe,
  department: maybe,
  jobTitle: maybe,
  companyName: maybe,
  mobilePhone: maybe,
  businessPhones: listOf(text),
  employeeId: maybe,
  assignedLicenses: listOf(z.object({ skuId: text, disabledPlans: z.array(text).optional() })),
  assignedPlans: listOf(z.object({ service: perhaps, capabilityStatus: perhaps, servicePlanId: perhaps })),
  provisionedPlans: listOf(z.object({ service: perhaps, capabilityStatus: perhaps, provisioningStatus: perhaps })),
  serviceProvisioningErrors: listOf(
    z
      .object({
        createdDateTime: perhaps,
        isResolved: flag.optional(),
        serviceInstance: perhaps,
        errorDetail: z.unknown(),
      })
      .partial(),
  ),
  lastPasswordChangeDateTime: maybe,
  onPremisesSyncEnabled: flag,
  onPremisesLastSyncDateTime: maybe,
  onPremisesImmutableId: maybe,
  onPremisesDistinguishedName: maybe,
  onPremisesDomainName: maybe,
  onPremisesSamAccountName: maybe,
  onPremisesSecurityIdentifier: maybe,
  onPremisesUserPrincipalName: maybe,
  onPremisesProvisioningErrors: listOf(provisioningError),
  onPremisesExtensionAttributes: z.record(z.unknown()).nullable(),
};
/** Of deleted users only. */
const deletedOnly = { deletedDateTime: maybe };
/** Beta only, and done without where beta refuses: the mapping to another AD object, which blocks a hard match. */
const betaOnly = { onPremisesObjectIdentifier: maybe };

export const liveUser = z.object(selected);
export const betaUser = z.object({ ...selected, ...betaOnly });
export const deletedUser = z.object({ ...selected, ...deletedOnly });
type Whole = z.infer<typeof liveUser> & z.infer<typeof betaUser> & z.infer<typeof deletedUser>;
/** A live or deleted cloud user. What is not in the schema was not read. */
export type CloudUser = Pick<Whole, "id" | "userPrincipalName"> & Partial<Whole>;
export type CloudUserProperty = keyof Whole;
/** All of them. */
export const CLOUD_USER_PROPERTIES = Object.keys({ ...selected, ...deletedOnly, ...betaOnly }) as [
  CloudUserProperty,
  ...CloudUserProperty[],
];
/** What a read of a schema selects: its own properties. */
export const selectOf = (schema: z.AnyZodObject): string => Object.keys(schema.shape as object).join(",");
