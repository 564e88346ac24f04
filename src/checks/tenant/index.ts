import { cloudBusy } from "./cloud-busy";
import { quota } from "./quota";
import { serviceIncident } from "./service-incident";
import { syncDisabled } from "./sync-disabled";
export const checks = [cloudBusy, quota, serviceIncident, syncDisabled];
