/** The way of one object from Active Directory to what people see of it, in the order in which a fault hides what lies behind it. */
import type { Evidence } from "./check";

/**
 * - `ad`: the object stands in Active Directory, alive.
 * - `import`: the engine has it in the AD connector space.
 * - `join`: the sync rules joined or projected it into the metaverse.
 * - `export`: it was sent to the cloud, and confirmed.
 * - `cloud-object`: the one cloud object that belongs to it is there and tied to it.
 * - `values`: names, addresses and attributes are the same on both sides.
 * - `services`: licence and mailbox.
 * - `sign-in`: password and sign-in.
 * - `lists`: memberships and address lists.
 */
export const STAGES = [
  "ad",
  "import",
  "join",
  "export",
  "cloud-object",
  "values",
  "services",
  "sign-in",
  "lists",
] as const;
export type Stage = (typeof STAGES)[number];

/** `well`: a positive trace of this very object was read. `broken`: it was read, and it is not so. `unknown`: neither; not read is never well. */
export interface StageState {
  readonly stage: Stage;
  readonly state: "well" | "broken" | "unknown";
  /** Since when it has been broken, where a fact tells: ISO 8601 UTC. */
  readonly since?: string;
  /** No run has had the chance to carry the object over this stage since its last change: whatever holds it there has not shown yet. */
  readonly isNotDue?: true;
  readonly evidence: readonly Evidence[];
}

/** What an ask may complain of. */
export const TOPICS = [
  "missing",
  "double",
  "name",
  "address",
  "value",
  "mailbox",
  "licence",
  "sign-in",
  "password",
  "writeback",
  "group",
  "list",
  "device",
  "removed",
  "engine",
] as const;
export type Topic = (typeof TOPICS)[number];

/** The stage that a complaint is about: everything up to it has to be well before nothing is wrong. */
export const STAGE_OF_TOPIC: Readonly<Record<Topic, Stage>> = {
  missing: "cloud-object",
  double: "cloud-object",
  removed: "cloud-object",
  device: "cloud-object",
  name: "values",
  address: "values",
  value: "values",
  mailbox: "services",
  licence: "services",
  "sign-in": "sign-in",
  password: "sign-in",
  writeback: "sign-in",
  group: "lists",
  list: "lists",
  engine: "export",
};
