/** Every injection, by family. */
import type { Injection } from "../injection";
import { matching } from "./matching";
import { scheduler } from "./scheduler";
import { scope } from "./scope";

export const INJECTIONS: readonly Injection[] = [...scope, ...scheduler, ...matching];
