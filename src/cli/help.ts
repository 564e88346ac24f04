/** What stands below `--help`: examples of a command, and the exit codes of all of them. */
import { EXIT, EXIT_MEANS } from "./exit";
import { outlineOf } from "./terminal";

const indented = (lines: readonly string[]): string => lines.map((l) => `  ${l}`).join("\n");

/** A line of a terminal, and what it does where that is not plain. */
export type Example = readonly [command: string, does?: string];
export const examples = (...lines: readonly Example[]): string =>
  `\nExamples:\n${indented(lines.flatMap(([command, does]) => [...(does === undefined ? [] : [`# ${does}`]), `$ ${command}`]))}`;

export const EXIT_CODES = `\nExit codes:\n${indented(
  outlineOf(
    (Object.keys(EXIT) as (keyof typeof EXIT)[]).map((e) => [String(EXIT[e]), [EXIT_MEANS[e]]] as const),
    Infinity,
  ),
)}`;
