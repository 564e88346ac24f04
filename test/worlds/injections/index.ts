/** Every injection, by family. */
import type { Family, Injection } from "../injection";
import { attributes } from "./attributes";
import { cloudSyncFaults } from "./cloud-sync";
import { connectors } from "./connectors";
import { underCloudSync, withDownstream, withoutAgent } from "./derived";
import { matching } from "./matching";
import { network } from "./network";
import { passwords } from "./passwords";
import { people } from "./people";
import { scheduler } from "./scheduler";
import { everybodysScope, scope } from "./scope";
import { subjects } from "./subjects";
import { undecidable } from "./undecidable";

export const FAMILIES: readonly Family[] = [
  {
    kind: "object",
    injections: [...scope, ...matching, ...attributes, ...underCloudSync, ...withDownstream, ...subjects],
  },
  {
    kind: "engine",
    injections: [...everybodysScope, ...scheduler, ...network, ...connectors, ...cloudSyncFaults, ...undecidable],
  },
  { kind: "password", injections: passwords },
  { kind: "nothing", injections: [...people, ...withoutAgent] },
];
export const INJECTIONS: readonly Injection[] = FAMILIES.flatMap((f) => f.injections);
export const kindOf = (injection: Injection): Family["kind"] =>
  FAMILIES.find((f) => f.injections.includes(injection))?.kind ?? "engine";
