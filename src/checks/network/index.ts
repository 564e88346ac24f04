/** Checks of the server's way to the cloud and to the domain, sorted by id. */
import type { AnyCheck } from "../../domain";
import clock from "./clock";
import endpoints from "./endpoints";
import proxy from "./proxy";
import tls from "./tls";

export const checks: readonly AnyCheck[] = [clock, endpoints, proxy, tls];
