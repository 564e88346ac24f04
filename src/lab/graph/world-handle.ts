import type { World } from "../scenario";
/** The lab's tenant as the emulator needs it: facts that may be changed in place, its clock, and a bell to ring after a write. */
export interface WorldHandle { readonly world: World; now(): Date; changed(): void }
