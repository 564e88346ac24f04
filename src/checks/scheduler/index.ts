import { running } from "./running";
import { state } from "./state";
export const checks = [running, state];
