/** What the parent and a process that it may kill tell each other. */
import type { Rights } from "../../src/ports";

/** Written by the process just before it ends itself. `unknown`: bodies of messages to Teams of whose answer nothing durable can know. */
export interface CrashReport {
  readonly at: string;
  readonly number: number;
  readonly unknown: readonly string[];
}
/** `arm`: counting begins anew, and ends the process at this number (0 = never). `points`: asks for the names of those that were reached. */
export type KillOrder = { readonly kind: "arm"; readonly at: number } | { readonly kind: "points" };
/** To the bot: the world's clock and revision, and the question whether it has anything left to do. */
export type BotOrder =
  | { readonly kind: "clock"; readonly offsetMs: number; readonly revision: number }
  | { readonly kind: "idle" };
/** From a process to its parent. */
export type Told =
  | { readonly kind: "listening"; readonly url: string }
  | { readonly kind: "idle" }
  | { readonly kind: "points"; readonly points: readonly string[] };
/** What the bot's process is started with, as JSON in CRASH_BOT; keys in base64 as `premises/wire` writes them. */
export interface BotSettings {
  readonly folder: string;
  readonly tenantId: string;
  readonly graphUrl: string;
  readonly relayUrl: string;
  readonly relayEntity: string;
  readonly relayKeyName: string;
  readonly relayKey: string;
  readonly agentId: string;
  readonly signKey: string;
  readonly agentKey: string;
  readonly rights: Rights;
  readonly offsetMs: number;
  readonly revision: number;
}
