/** Checks of the tenant as a whole, sorted by id. */
import type { AnyCheck } from "../../domain";
import cloudBusy from "./cloud-busy";
import quota from "./quota";
import serviceIncident from "./service-incident";
import syncDisabled from "./sync-disabled";

export const checks: readonly AnyCheck[] = [cloudBusy, quota, serviceIncident, syncDisabled];
