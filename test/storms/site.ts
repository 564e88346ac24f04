/** Where a storm goes over: one bot on one folder, with all that outlives it. */
import type { Approval, TriageCase } from "../../src/domain";
import type { FakeConnector } from "../support/fake-connector";

export interface Site {
  readonly connector: FakeConnector;
  readonly tenantId: string;
  /** Where the bot takes its messages now. */
  readonly messages: string;
  /** The clock of the cases goes on by so much. */
  advance(ms: number): void;
  /** What `work` gives; throws Died where the bot ends before. */
  orDied<T>(work: Promise<T>): Promise<T>;
  /** Resolves when the bot has nothing more to do. */
  idle(): Promise<void>;
  /** Ends the bot in good order, and starts it again over its folder. */
  restart(): Promise<void>;
  /** Ends it without a word, whatever goes on, and starts it again. */
  crash(): Promise<void>;
  /** Whether a second owner of the folder is refused. */
  refusesSecond(): Promise<boolean>;
  stored(conversationId: string): Promise<{ cases: TriageCase[]; approvals: Approval[] }>;
  /** Every effect that reached the server or the cloud. */
  effects(): string[];
}
