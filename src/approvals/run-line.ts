/** What a run did to the world, with what it was gone on with: the steps as one line, and what of an unknown step the world tells. */
import { told, type Words } from "../domain";
import type { Approval } from "../domain/case";
import type { Command, Expectation, Plan, StepUndo } from "../domain/command";
import { sameValue } from "../domain/canonical";
import { imageAfter } from "./compensation";
import { differences } from "./difference";
import { breaches, type ReadPorts } from "./expectations";

/** A step that was carried out, or may have been. */
export interface RanStep {
  readonly command: Command;
  readonly undo: StepUndo;
}
/** A plan and how far it came, over every approval that went on with it. */
export interface RunLine {
  /** The plan that the line began with. */
  readonly plan: Plan;
  readonly last: Approval;
  readonly done: readonly RanStep[];
  /** The step whose outcome is not known. */
  readonly unknown: RanStep | undefined;
  /** What was not begun. */
  readonly rest: readonly Command[];
}
/** `approvals`: one that has ended, before it the one that it went on with, and so on; the first one first. */
export function runLine(approvals: readonly [Approval, ...Approval[]]): RunLine {
  const last = approvals[approvals.length - 1]!;
  const parts = approvals.map(partOf);
  // An earlier unknown step was settled when its rest was planned: it is a step of that rest, or it had been carried out.
  const earlier = parts.slice(0, -1).flatMap(({ done, unknown, rest }, i) => {
    const next = approvals[i + 1]!.plan.commands.length;
    return unknown !== undefined && next === rest.length ? [...done, unknown] : done;
  });
  const { done, unknown, rest } = parts[parts.length - 1]!;
  return { plan: approvals[0].plan, last, done: [...earlier, ...done], unknown, rest };
}
function partOf({ plan, steps = [] }: Approval): Pick<RunLine, "done" | "unknown" | "rest"> {
  const ran = (state: "done" | "unknown"): RanStep[] =>
    plan.commands.flatMap((command, i) =>
      steps.some((s) => s.command === i && (s.state === state || (state === "unknown" && s.state === "running")))
        ? [
            {
              command,
              undo: plan.undo[i] ?? {
                impossible: {
                  en: "How it is taken back is not recorded.",
                  de: "Wie es zurückgenommen wird, ist nicht festgehalten.",
                },
              },
            },
          ]
        : [],
    );
  const done = ran("done"),
    [unknown] = ran("unknown");
  return { done, unknown, rest: plan.commands.slice(done.length + (unknown === undefined ? 0 : 1)) };
}

/** What the line did, once the world has told of its unknown step. A step that may simply be done once more stands in both lists. */
export interface Happened {
  readonly steps: readonly RanStep[];
  readonly rest: readonly Command[];
}
/** `open`: why nobody can tell yet what the unknown step did. */
export async function happenedIn(line: RunLine, ports: ReadPorts): Promise<Happened | { readonly open: Words }> {
  const { done, unknown, rest } = line;
  if (unknown === undefined) return { steps: done, rest };
  const carriedOut: Happened = { steps: [...done, unknown], rest },
    notCarriedOut: Happened = { steps: done, rest: [unknown.command, ...rest] };
  const before = imageAfter(line.plan.before, commandsOf(done));
  if (unknown.command.kind === "purge-deleted-user") {
    const { id } = unknown.command;
    const [gone] = await breaches([{ system: "entra", id, deleted: true, says: "" }], ports);
    if (gone?.why === "unread")
      return {
        open: told(
          { en: "{id} could not be read ({why}).", de: "{id} konnte nicht gelesen werden ({why})." },
          { id, why: gone.now },
        ),
      };
    return gone === undefined ? notCarriedOut : carriedOut;
  }
  const touched = touchedBy(before, unknown.command);
  // Nothing that can be read tells of it, and doing it once more does no harm: a cycle, a restart, a right.
  if (touched.length === 0) return { steps: [...done, unknown], rest: [unknown.command, ...rest] };
  const after = await breaches(imageAfter(touched, [unknown.command]), ports);
  if (after.every((b) => b === undefined)) return carriedOut;
  const still = await breaches(touched, ports);
  if (still.every((b) => b === undefined)) return notCarriedOut;
  return { open: (await differences(touched, ports)).join(" ") };
}
export const commandsOf = (steps: readonly RanStep[]): Command[] => steps.map((s) => s.command);

/** The entries of an image that the command writes. */
export function touchedBy(image: readonly Expectation[], command: Command): Expectation[] {
  const after = imageAfter(image, [command]);
  return image.filter((e, i) => e !== after[i]);
}
/** True where both entries, of the same value, hold the same. */
export const sameStanding = (a: Expectation, b: Expectation): boolean =>
  "equals" in a && "equals" in b
    ? sameValue(a.equals, b.equals)
    : "deleted" in a && "deleted" in b
      ? a.deleted === b.deleted
      : true;
