/** The runs of one cycle, as they enter the run history, each some seconds of the lab's clock. */
import type { World } from "../scenario";
import { secondsIso } from "../rules/time";
import type { MovingWorld } from "../world";

export type Run = World["premises"]["runHistory"][number];
export type RunError = Run["Errors"][number];
const RUN_MS = 4000,
  INTERVAL_MS = 1_800_000,
  KEPT_RUNS = 200;

export class CycleLog {
  readonly #runs: Run[] = [];
  constructor(private readonly lab: MovingWorld) {}
  /** One run, from now on until it ends. */
  record(
    ConnectorName: string,
    RunProfileName: string,
    Result: string,
    Errors: RunError[] = [],
    Counters: Record<string, number> = {},
  ): void {
    const StartDate = secondsIso(this.lab.now());
    this.lab.advance(RUN_MS);
    const EndDate = secondsIso(this.lab.now());
    this.#runs.unshift({ ConnectorName, RunProfileName, StartDate, EndDate, Result, Counters, Errors });
  }
  /** Enters the runs in the history and plans the next cycle. */
  close(): void {
    const { premises } = this.lab.world;
    premises.runHistory = [...this.#runs, ...premises.runHistory].slice(0, KEPT_RUNS);
    if (premises.scheduler !== undefined) {
      const next = new Date(this.lab.now().getTime() + INTERVAL_MS);
      premises.scheduler["NextSyncCycleStartTimeInUTC"] = secondsIso(next);
      premises.scheduler["NextSyncCyclePolicyType"] = "Delta";
    }
    this.lab.changed();
  }
}
