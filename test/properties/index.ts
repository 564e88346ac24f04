/** Every property, in the order of the table. */
import agentOffline from "./agent-offline";
import citedEvidence from "./cited-evidence";
import engineFault from "./engine-fault";
import healthyTenant from "./healthy-tenant";
import oneReadLost from "./one-read-lost";
import pastNoise from "./past-noise";
import type { Property } from "./property";
import rolesUnread from "./roles-unread";
import { shortAskInventsNothing, shortAskKept } from "./short-ask";

export const PROPERTIES: readonly Property[] = [
  pastNoise,
  shortAskKept,
  shortAskInventsNothing,
  citedEvidence,
  healthyTenant,
  ...engineFault,
  agentOffline,
  oneReadLost,
  rolesUnread,
];
