/** The lab's world: one scenario's facts, which writes on either side change, and its own clock. */
import { apply } from "json-merge-patch";
import { checkWorld, type World as WorldData } from "./scenario";

/** What a side of the lab may do with the world: facts that may be changed in place, its clock, and a bell to ring after a write. */
export interface WorldHandle {
  readonly world: WorldData;
  /** How often the bell was rung; what was worked out from the world holds while this stays the same. */
  readonly revision: number;
  now(): Date;
  changed(): void;
}
/** For the side whose work takes the lab's time. */
export interface MovingWorld extends WorldHandle {
  advance(ms: number): void;
}
/** The clock starts at `world.now` and runs in real time; a cycle moves it on by its length. */
export class World implements MovingWorld {
  #world: WorldData;
  #startedAt: number;
  #offset = 0;
  #revision = 0;
  constructor(
    world: WorldData,
    private readonly machine: () => number = () => performance.now(),
  ) {
    this.#world = structuredClone(world);
    this.#startedAt = machine();
  }
  get world(): WorldData {
    return this.#world;
  }
  get revision(): number {
    return this.#revision;
  }
  now(): Date {
    return new Date(Date.parse(this.#world.now) + this.#offset + (this.machine() - this.#startedAt));
  }
  advance(ms: number): void {
    this.#offset += ms;
  }
  changed(): void {
    this.#revision++;
  }
  replace(world: WorldData): void {
    this.#world = structuredClone(world);
    this.#startedAt = this.machine();
    this.#offset = 0;
    this.changed();
  }
  /** RFC 7396; a patch of `now` moves the clock there. Throws TriageError where the result is no world; then nothing changes. */
  patch(mergePatch: unknown): void {
    const moved = typeof mergePatch === "object" && mergePatch !== null && "now" in mergePatch;
    this.#world = checkWorld(apply(structuredClone(this.#world), mergePatch), "the patched world"); // a mistake leaves the world as it was
    if (moved) {
      this.#startedAt = this.machine();
      this.#offset = 0;
    }
    this.changed();
  }
  /** The world as it is now, in the scenario's own form. */
  snapshot(): WorldData {
    return { ...structuredClone(this.#world), now: this.now().toISOString() };
  }
}
