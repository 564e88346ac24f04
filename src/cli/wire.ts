/** The one composition root: what touches the outside is made here, and the case service is built over it. */
import { createPrivateKey, randomBytes } from "node:crypto";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { DefaultAzureCredential } from "@azure/identity";
import type { Asking } from "../approvals/became";
import type { ApprovalPolicy } from "../approvals/states";
import { log } from "../bot/log";
import { GraphAuthority } from "../cases/authority";
import type { CaseService } from "../cases/contract";
import { createCaseService } from "../cases/service";
import { createGraphClient, type GraphAccess } from "../graph/client";
import { GraphDirectory } from "../graph/graph-directory";
import { GraphTransport } from "../graph/transport";
import { Keeper } from "../graph/keeper";
import { Pacer } from "../graph/pacer";
import {
  Stopped,
  type AgentLink,
  type Audit,
  type CaseStore,
  type Clock,
  type CloudDirectory,
  type Proofs,
  type Rights,
} from "../ports";
import { RelayAgentLink } from "../premises/agent-link";
import { publicKeyOf } from "../premises/wire";
import { RelaySender } from "../relay";
import { MemoryConversations } from "../store/conversations";
import { FileConversations } from "../store/conversations-file";
import { AUDIT_FILE, FileAudit } from "../store/file-audit";
import { FileStore } from "../store/file-store";
import { FolderLock } from "../store/lock";
import type { Settings } from "./settings";

/**
 * Microsoft Graph behind the port, with the process's one pacer of the log APIs and what is kept of the tenant.
 * `version`: what is kept counts only while it stays the same.
 */
export function cloudOver(access: GraphAccess, version?: () => unknown): CloudDirectory {
  const now = (): number => performance.now(),
    sleep = (ms: number): Promise<void> => setTimeout(ms);
  // A Graph on loopback gives as many answers as it is asked for.
  const paced = access.kind === "credential" ? { pacer: new Pacer({ now, sleep }) } : {};
  const transport = new GraphTransport({ client: createGraphClient(access), ...paced, sleep });
  return new GraphDirectory(transport, new Keeper({ now, ...(version === undefined ? {} : { version }) }));
}

/** The two sides of the configured tenant, and the machine's clock. */
export function tenantPorts(s: Settings): { cloud: CloudDirectory; agent: AgentLink; clock: Clock } {
  const credential = new DefaultAzureCredential({ managedIdentityClientId: s.BOT_ID });
  const agent = new RelayAgentLink({
    sender: new RelaySender({
      relay: `https://${s.RELAY_NAMESPACE}`,
      entity: s.RELAY_ENTITY,
      key: { keyName: s.RELAY_KEY_NAME, key: s.RELAY_KEY },
    }),
    tenant: s.BOT_TENANT_ID,
    agentId: s.AGENT_ID,
    signKey: createPrivateKey({ key: Buffer.from(s.BOT_SIGNING_KEY, "base64"), format: "der", type: "pkcs8" }),
    agentKey: publicKeyOf(s.AGENT_PUBLIC_KEY),
  });
  return { cloud: cloudOver({ kind: "credential", credential }), agent, clock: { now: () => new Date() } };
}

/** How the records of a folder are kept. */
export interface Keeping {
  /** The second place of the audit's heads, `stdout` or a file. */
  readonly auditHeads?: string | undefined;
  /** How long what the bot must still know of its messages is kept at most, ms. */
  readonly conversationsMs?: number;
}
/** One line on stderr about the records. */
export const saysOfRecords = (says: string): void => log({ level: "error", at: "store", says });

/** What outlives the process. */
export interface StoredRecords {
  readonly store: FileStore;
  readonly audit: FileAudit;
  readonly conversations: FileConversations | MemoryConversations;
  /** The folder is this process's, as long as it can renew that. */
  readonly lock: FolderLock;
  /** Closes the files and lets the folder go. */
  close(): Promise<void>;
}
/**
 * What is kept below one folder: cases and approvals, the audit, and what the bot must still know. One process a folder: a second one is refused.
 * What is broken is named on stderr, and the rest goes on.
 */
export async function recordsIn(folder: string, { auditHeads, conversationsMs }: Keeping = {}): Promise<StoredRecords> {
  const lock = await FolderLock.take(folder), // it makes the folder
    guard = (): void => lock.check(),
    says = saysOfRecords;
  try {
    const store = await FileStore.open(folder, says, guard);
    const [audit, conversations] = await Promise.all([
      FileAudit.open(join(folder, AUDIT_FILE), {
        says,
        guard,
        ...(auditHeads === undefined ? {} : { heads: auditHeads }),
      }),
      FileConversations.open(folder, {
        says,
        guard,
        ...(conversationsMs === undefined ? {} : { keptMs: conversationsMs }),
      }).catch((error: Error) => {
        says(`What the bot must still know of its messages is kept in memory alone: ${error.message}`);
        return new MemoryConversations();
      }),
    ]);
    const close = async (): Promise<void> => {
      await conversations.close();
      await audit.close();
      await store.idle(); // the folder is let go once nothing is on its way to it
      await lock.release();
    };
    return { store, audit, conversations, lock, close };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

export interface CaseParts {
  readonly cloud: CloudDirectory;
  readonly agent: AgentLink;
  readonly clock: Clock;
  readonly store: CaseStore;
  readonly audit: Audit;
  readonly tenantId: string;
  readonly policy: ApprovalPolicy;
  /** Who may do what; what is not set allows nobody. */
  readonly rights: Rights;
  /** What proves anew who an approver is; without it, what needs a proof is not approved. */
  readonly proofs?: Proofs;
  /** How often the end of a sync cycle is looked for, and how many times at most. */
  readonly cycle: { readonly pollMs: number; readonly polls: number };
  /** How it is asked what became of a command whose answer was lost; ASKING where it is not said. */
  readonly asking?: Asking;
  /** How long after a repair the follow-up looks again. */
  readonly followUpsMs: readonly number[];
}
/** Of production: an order may begin for five minutes; a lost answer is asked for until a quarter of an hour after that. */
const ASKING: Asking = {
  orderLifeMs: 5 * 60_000,
  firstMs: 1_000,
  mostMs: 30_000,
  patienceMs: 15 * 60_000,
  cloudPatienceMs: 2 * 60_000,
};
/** The case service over its ports: who may do what is read from the same directory at every click. */
export function caseServiceOver(p: CaseParts): CaseService {
  const ending = new AbortController();
  return createCaseService({
    cloud: p.cloud,
    agent: p.agent,
    clock: p.clock,
    store: p.store,
    audit: p.audit,
    newId: () => randomBytes(16).toString("base64url"),
    tenantId: p.tenantId,
    policy: p.policy,
    authority: new GraphAuthority(p.cloud, p.tenantId, p.rights),
    ...(p.proofs === undefined ? {} : { proofs: p.proofs }),
    watch: { ...p.cycle, sleep: (ms) => sleepUntil(ms, ending.signal) },
    asking: p.asking ?? ASKING,
    stop: () => ending.abort(),
    followUpsMs: p.followUpsMs,
  });
}
const sleepUntil = (ms: number, signal: AbortSignal): Promise<void> =>
  setTimeout(ms, undefined, { signal }).catch(() => {
    throw new Stopped();
  });
