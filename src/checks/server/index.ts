/** Checks of the sync server, its services and its software; sorted by id. */
import type { AnyCheck } from "../../domain";
import agentLink from "./agent-link";
import agentLogon from "./agent-logon";
import complaint from "./complaint";
import database from "./database";
import hostSettings from "./host-settings";
import interference from "./interference";
import prerequisites from "./prerequisites";
import service from "./service";
import twoServers from "./two-servers";
import version from "./version";

export const checks: readonly AnyCheck[] = [
  agentLink,
  agentLogon,
  complaint,
  database,
  hostSettings,
  interference,
  prerequisites,
  service,
  twoServers,
  version,
];
