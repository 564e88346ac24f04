/** Faults that the directory itself lists for the whole tenant (Graph reference §1.1, §1.4): pure data, no judgement. */
import type { Fact } from "./fact";

/** One object with a fault of provisioning. */
export interface Fault {
  readonly kind: "user" | "group" | "contact";
  readonly id: string;
  readonly displayName: string | null;
  /** The sign-in name or the mail address; null where it has none. */
  readonly name: string | null;
  /** The attribute that is withheld, or the workload that did not take the object. */
  readonly what: string;
  /** The category of the fault, in the vendor's word; empty where none is told. */
  readonly category: string;
  /** ISO 8601; null where the directory does not say. */
  readonly since: string | null;
}
/** `withheld`: values that another object holds. `services`: what a workload, such as Exchange, did not take. */
export interface TenantFaults {
  readonly withheld: Fact<Fault[]>;
  readonly services: Fact<Fault[]>;
}
