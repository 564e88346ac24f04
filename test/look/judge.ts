/** What is asked of a card that was drawn. */
import type { Drawn } from "./easel";

/** Of ordinary values, on a desk: a person sees it whole at a glance. */
export const GLANCE = { lines: 15, height: 500 } as const;

/** What is wrong with it, a line each; every fault once. */
export const faultsOf = ({ folded, unfolded, access }: Drawn): string[] => [
  ...new Set([
    ...[folded, unfolded].flatMap(({ overflow, overlap, clipped }) => [
      ...overflow.map((what) => `too wide: ${what}`),
      ...overlap.map((what) => `one over the other: ${what}`),
      ...clipped.map((what) => `cut off: ${what}`),
    ]),
    ...access.map((what) => `axe: ${what}`),
  ]),
];
/** Why it is more than a glance; empty where it is not. */
export const tooLong = ({ folded: { lines, height } }: Drawn): string[] => [
  ...(lines > GLANCE.lines ? [`${lines} lines, more than ${GLANCE.lines}`] : []),
  ...(height > GLANCE.height ? [`${height} px high, more than ${GLANCE.height}`] : []),
];
