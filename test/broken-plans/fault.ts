/** A fault in one step of a run: what the two sides answer, and whether the step takes effect all the same. */
import { absent, seen, unreadable, type Command } from "../../src/domain";
import type { AgentLink, CloudDirectory, CommandOutcome } from "../../src/ports";
import type { Between } from "../support/case-lab";

/** `refused`: a 403, or the agent's policy. `lost`: carried out, and nobody hears of it. `timed-out`: nobody hears of it, and it was not carried out. */
export const FAULTS = ["refused", "lost", "timed-out"] as const;
export type Fault = (typeof FAULTS)[number];

/** Commands in the order in which they were sent, and which of them meets a fault; the first one is 0. */
export interface Breaker {
  readonly sent: Command[];
  fault: { readonly step: number; readonly fault: Fault } | undefined;
}
const via = { system: "premises", via: "the journal" } as const;
const REFUSED: Readonly<Record<Command["system"], CommandOutcome>> = {
  entra: { state: "failed", detail: "HTTP 403 Authorization_RequestDenied" },
  premises: { state: "failed", detail: "Refused: the policy of this site does not allow it; nothing was changed." },
};

/** Breaks the step that the breaker names. The agent's journal answers for every other order; for the broken one nobody can be asked. */
export const breaking =
  (breaker: Breaker): Between =>
  ({ cloud, agent }) => {
    const journal = new Map<string, CommandOutcome | "broken">();
    const answer = async (command: Command, carryOut: () => Promise<CommandOutcome>): Promise<CommandOutcome> => {
      const step = breaker.sent.push(command) - 1;
      if (breaker.fault?.step !== step) return carryOut();
      const { fault } = breaker.fault;
      if (fault === "refused") return REFUSED[command.system];
      if (fault === "lost") await carryOut();
      return { state: "unknown", detail: "timeout: no answer came" };
    };
    const brokenAgent: AgentLink = {
      metered: () => brokenAgent,
      collect: (questions) => agent.collect(questions),
      execute: async (command, envelope) => {
        const outcome = await answer(command, () => agent.execute(command, envelope));
        journal.set(envelope.commandId, outcome.state === "unknown" ? "broken" : outcome);
        return outcome;
      },
      outcome: async (commandId) => {
        const kept = journal.get(commandId);
        if (kept === undefined) return absent(via);
        return kept === "broken" ? unreadable("offline", "no agent listens") : seen(kept, via);
      },
    };
    const brokenCloud: CloudDirectory = new Proxy(cloud, {
      get: (of, key: keyof CloudDirectory) => {
        if (key === "execute")
          return (c: Parameters<CloudDirectory["execute"]>[0]) => answer(c, () => cloud.execute(c));
        if (key === "metered") return () => brokenCloud;
        const value = of[key] as unknown;
        return typeof value === "function" ? (value as (...a: never[]) => unknown).bind(of) : value;
      },
    });
    return { cloud: brokenCloud, agent: brokenAgent };
  };
