/**
 * What the cloud holds beside users: groups, organizational contacts and devices. What Graph is asked for, and what may be read of one, are these
 * schemas (Graph v1.0 metadata). A property that was selected comes, null where it is empty.
 */
import type { InEvery } from "./language";
import { z } from "zod";
import { provisioningError } from "./cloud-user";

const text = z.string(),
  maybe = text.nullable(),
  flag = z.boolean().nullable();
/** What every directory object tells of its own synchronization. */
const synced = {
  id: text,
  displayName: maybe,
  onPremisesSyncEnabled: flag,
  onPremisesLastSyncDateTime: maybe,
};
const addressed = {
  ...synced,
  mail: maybe,
  mailNickname: maybe,
  proxyAddresses: z.array(text),
  onPremisesProvisioningErrors: z.array(provisioningError),
};
export const cloudContact = z.object(addressed);
export const cloudGroup = z.object({
  ...addressed,
  mailEnabled: flag,
  securityEnabled: flag,
  groupTypes: z.array(text),
  createdDateTime: maybe,
  onPremisesDomainName: maybe,
  onPremisesSamAccountName: maybe,
  onPremisesSecurityIdentifier: maybe,
});
/** `deviceId` is the objectGUID of the computer, where the device is hybrid joined. */
export const cloudDevice = z.object({
  ...synced,
  deviceId: maybe,
  accountEnabled: flag,
  operatingSystem: maybe,
  trustType: maybe,
});
/** Schemas by kind; the kind is the singular of Graph's collection. */
export const CLOUD_OBJECTS = { group: cloudGroup, contact: cloudContact, device: cloudDevice } as const;
export type CloudObjectKind = keyof typeof CLOUD_OBJECTS;
type Whole = z.infer<typeof cloudGroup> & z.infer<typeof cloudContact> & z.infer<typeof cloudDevice>;
/** A group, contact or device of the cloud. What is not in the schema of its kind was not read. */
export type CloudObject = Pick<Whole, "id"> & Partial<Whole> & { kind: CloudObjectKind };
/** One that may hold an address. */
export type CloudHolder = CloudObject & { kind: "group" | "contact" };
/** The properties that are selected of any of them. */
export const CLOUD_OBJECT_PROPERTIES = [
  ...new Set(Object.values(CLOUD_OBJECTS).flatMap((schema) => Object.keys(schema.shape))),
];
/** What people call an object of the cloud that is no user. */
export const CLOUD_KIND: Readonly<Record<CloudObjectKind, InEvery>> = {
  group: { en: "group", de: "Gruppe" },
  contact: { en: "contact", de: "Kontakt" },
  device: { en: "device", de: "Gerät" },
};
