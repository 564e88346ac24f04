/** A clock that only sleeping moves on, in milliseconds. */
export class SimClock {
  ms = 0;
  readonly slept: number[] = [];
  readonly now = (): number => this.ms;
  readonly sleep = (ms: number): Promise<void> => {
    this.slept.push(ms);
    this.ms += ms;
    return Promise.resolve();
  };
}
