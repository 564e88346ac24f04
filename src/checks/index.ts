/** Every check, sorted by id. */
import type { AnyCheck } from "../domain";
import { checks as attributes } from "./attributes";
import { checks as cloudObject } from "./cloud-object";
import { checks as cloudSync } from "./cloud-sync";
import { checks as connectors } from "./connectors";
import { checks as groups } from "./groups";
import { checks as matching } from "./matching";
import { checks as network } from "./network";
import { checks as passwords } from "./passwords";
import { checks as scheduler } from "./scheduler";
import { checks as scope } from "./scope";
import { checks as server } from "./server";
import { checks as tenant } from "./tenant";

export const CHECKS: readonly AnyCheck[] = [
  attributes,
  cloudObject,
  cloudSync,
  connectors,
  groups,
  matching,
  network,
  passwords,
  scheduler,
  scope,
  server,
  tenant,
]
  .flat()
  .sort((a, b) => a.id.localeCompare(b.id));
