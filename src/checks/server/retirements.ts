/** Support of Connect builds as data; it ages. Known from Microsoft's version history and retirement notices (to September 2026). */
import type { InEvery } from "../../domain";
export interface Retirement {
  /** Builds below this one. */
  readonly below: string;
  /** Since when, ISO 8601 UTC. */
  readonly from: string;
  readonly effect: "all" | "wizard";
  readonly says: InEvery;
}
export const RETIREMENTS: readonly Retirement[] = [
  {
    below: "2.0.0.0",
    from: "2023-10-01T00:00:00Z",
    effect: "all",
    says: {
      en: "Entra Connect 1.x stopped working on 1 October 2023",
      de: "Entra Connect 1.x funktioniert seit dem 1. Oktober 2023 nicht mehr",
    },
  },
  {
    below: "2.4.18.0",
    from: "2025-04-07T00:00:00Z",
    effect: "wizard",
    says: {
      en: "the wizard's sign-in stopped for builds below 2.4.18.0 on 7 April 2025; synchronization itself went on",
      de: "Die Anmeldung des Assistenten endete für Builds unter 2.4.18.0 am 7. April 2025; die Synchronisierung selbst lief weiter",
    },
  },
  {
    below: "2.5.79.0",
    from: "2026-09-30T00:00:00Z",
    effect: "all",
    says: {
      en: "all synchronization stopped for builds below 2.5.79.0 on 30 September 2026",
      de: "Für Builds unter 2.5.79.0 endete jede Synchronisierung am 30. September 2026",
    },
  },
];
