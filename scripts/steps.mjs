/** Steps of a command in lanes: lanes run side by side, the steps of a lane one after the other. */
import { spawn } from "node:child_process";
import { root } from "./setup.mjs";

/**
 * Runs `lanes`, each a list of `{ name, args, env? }` for node. Output is shown step by step in the order of the lanes, the first unfinished
 * one live, the others when their turn comes. Returns the names of the steps that failed; a failed step does not stop the others.
 */
export async function runSteps(lanes) {
  const steps = lanes.flat().map((step) => ({ ...step, held: [], ended: false, failed: false }));
  let shown = 0;
  const show = () => {
    for (; shown < steps.length; shown++) {
      const step = steps[shown];
      for (const text of step.held.splice(0)) process.stdout.write(text);
      if (!step.ended) return;
    }
  };
  const say = (step, text) => {
    step.held.push(text);
    show();
  };
  const run = (step) =>
    new Promise((resolve) => {
      say(step, `— ${step.name}\n`);
      const child = spawn(process.execPath, step.args, {
        cwd: root,
        stdio: ["ignore", "pipe", "pipe"],
        env: { ...process.env, ...step.env },
      });
      for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => say(step, text));
      child.on("error", (error) => say(step, `${error.message}\n`));
      child.on("close", (code) => {
        step.failed = code !== 0;
        step.ended = true;
        show();
        resolve();
      });
    });
  let at = 0;
  await Promise.all(
    lanes.map(async (lane) => {
      const mine = steps.slice(at, (at += lane.length));
      for (const step of mine) await run(step);
    }),
  );
  return steps.filter((step) => step.failed).map((step) => step.name);
}
