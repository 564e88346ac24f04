/** Waits for a sync cycle to end: scheduler idle and no connector busy. */
import { told, type RunResult, type Words } from "../domain";
import { kindOf, newestFirst, usualCycleMs, type RunKind } from "../identity/runs";
import type { AgentLink } from "../ports";

/** `pollMs` between two looks; `polls` looks at most (production: 10 s, 90 looks). `sleep` is the edge's timer; it rejects with Stopped when the program ends. */
export interface CycleWatch {
  readonly pollMs: number;
  readonly polls: number;
  readonly sleep: (ms: number) => Promise<void>;
}

export type CycleEnd =
  | { readonly state: "done"; readonly detail: Words }
  | { readonly state: "unknown"; readonly detail: Words };

/** What is seen of a cycle while it goes on. */
export interface CycleSeen {
  /** The newest run that has not ended. */
  readonly stage?: { readonly kind: RunKind; readonly connector: string };
  /** How long a cycle of this kind usually takes, ms; absent where the history does not tell. */
  readonly usualMs?: number;
}
/** Where the stage stays the same, it is told again after so many looks. */
const TELL_AGAIN = 3;

/** `full`: an initial cycle. `onLook` is told of what goes on, at each new stage and now and then. `unknown` where the cycle does not end in time or cannot be watched; nothing is started again. */
export async function cycleEnd(
  agent: AgentLink,
  watch: CycleWatch,
  { full = false, onLook }: { readonly full?: boolean; readonly onLook?: (seen: CycleSeen) => void } = {},
): Promise<CycleEnd> {
  let last: Words = "",
    shown = { stage: "", look: -TELL_AGAIN };
  for (let i = 0; i < watch.polls; i++) {
    const { answers } = await agent.collect([{ kind: "scheduler" }, { kind: "run-status" }, { kind: "run-history" }]);
    const scheduler = answers.scheduler,
      status = answers["run-status"],
      history = answers["run-history"];
    if (scheduler?.state === "seen" && status !== undefined && status.state !== "unreadable") {
      const busy =
        status.state === "seen" ? status.value.filter((s) => /busy/i.test(s.RunState)).map((s) => s.ConnectorName) : [];
      if (!scheduler.value.SyncCycleInProgress && busy.length === 0) {
        const runs =
          history?.state === "seen"
            ? history.value.slice(0, 6).filter((r) => r.IsRunComplete && r.Result !== "success")
            : [];
        return {
          state: "done",
          detail:
            runs.length === 0
              ? { en: "The cycle has ended.", de: "Der Zyklus ist zu Ende." }
              : told(
                  {
                    en: "The cycle has ended; latest results: {results}.",
                    de: "Der Zyklus ist zu Ende; letzte Ergebnisse: {results}.",
                  },
                  { results: runs.map((r) => `${r.ConnectorName} ${r.RunProfileName}: ${r.Result}`).join("; ") },
                ),
        };
      }
      const now = goingOn(history?.state === "seen" ? history.value : [], full),
        stage = JSON.stringify(now.stage ?? null);
      if (stage !== shown.stage || i - shown.look >= TELL_AGAIN) {
        shown = { stage, look: i };
        onLook?.(now);
      }
      last =
        busy.length > 0
          ? told({ en: "still busy: {connectors}", de: "noch beschäftigt: {connectors}" }, { connectors: busy })
          : { en: "the cycle is still in progress", de: "der Zyklus läuft noch" };
    } else
      last =
        scheduler?.state === "unreadable"
          ? scheduler.detail
          : { en: "the engine does not answer", de: "das Synchronisierungsmodul antwortet nicht" };
    await watch.sleep(watch.pollMs);
  }
  return {
    state: "unknown",
    detail: told(
      {
        en: "The cycle was started, and its end was not seen ({last}).",
        de: "Der Zyklus wurde gestartet, sein Ende war nicht zu sehen ({last}).",
      },
      { last },
    ),
  };
}
function goingOn(runs: readonly RunResult[], full: boolean): CycleSeen {
  const run = newestFirst(runs).find((r) => r.EndDate === null),
    kind = run === undefined ? undefined : kindOf(run),
    usualMs = usualCycleMs(runs, full);
  return {
    ...(run === undefined || kind === undefined ? {} : { stage: { kind, connector: run.ConnectorName } }),
    ...(usualMs === undefined ? {} : { usualMs }),
  };
}
