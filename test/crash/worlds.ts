/** The worlds of the matrix: each with its repair. */
export const WORLDS = {
  /** AD, cycle and cloud, six steps, two approvers. */
  grave: { scenario: "default.json", ask: "Mariam Touré has two accounts since we re-created her in AD" },
  /** The cloud, then a cycle. */
  cloud: { scenario: "default.json", ask: "ravi.kapoor@contoso.com is gone" },
  /** AD, then a cycle. */
  move: { scenario: "default.json", ask: "farah.siddiqui@contoso.com isn't in Microsoft 365" },
  /** A repair that only starts something. */
  trigger: { scenario: "own/scheduler-off.json", ask: "maja.lunden@contoso.com is not in Microsoft 365" },
} as const;
export type WorldName = keyof typeof WORLDS;
