import { clock } from "./clock";
import { endpoints } from "./endpoints";
import { proxy } from "./proxy";
import { tls } from "./tls";
export const checks = [clock, endpoints, proxy, tls];
