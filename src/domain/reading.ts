/** What was read of one thing, as rows for a table: made of the facts when they were judged, kept with the diagnosis, shown by the steps of the guide. */
import type { Words } from "./words";

/** Everything that a step can show. */
export const READINGS = [
  "accounts",
  "scope",
  "way",
  "endpoints",
  "names",
  "tls",
  "clock",
  "proxy",
  "services",
  "agents",
  "tenant",
  "incidents",
  "rights",
  "identities",
  "certificates",
  "host",
  "servers",
  "scheduler",
  "runs",
  "errors",
  "pending",
  "values",
  "usable",
  "signIns",
  "anchors",
  "holders",
  "withheld",
  "jobs",
  "events",
  "sources",
] as const;
export type ReadingId = (typeof READINGS)[number];

/** A moment, ISO 8601: each surface shows it in its reader's own way. */
export interface Moment {
  readonly at: string;
}
/** One row. `bad`: what stands there is a fault by itself, whoever it hits; `good`: it was looked at and is as it should be. */
export interface ReadingRow {
  /** A plain string came from outside, or is the same in every language. */
  readonly cells: readonly (Words | Moment)[];
  readonly mark?: "good" | "bad";
}
/**
 * - `seen`: read; `rows` may be empty where nothing of the kind is there.
 * - `unread`: not one of its facts could be read, so nothing is said about it.
 */
export interface Reading {
  readonly id: ReadingId;
  readonly state: "seen" | "unread";
  /** One sentence: what is there in all, or why it could not be read. */
  readonly says: Words;
  readonly rows: readonly ReadingRow[];
  /** Some of its facts could not be read. */
  readonly isPart?: true;
  /** Rows that were left out; the worst ones stand first. */
  readonly more: number;
  /** The requests and cmdlets that it comes from. */
  readonly source: string;
}
