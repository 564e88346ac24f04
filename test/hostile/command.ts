/** `npm run hostile`: the bot as a process under attack; prints memory, files and clicks, and ends with 1 where a goal is missed. */
import { Command } from "commander";
import { startIssuer } from "../support/issuer";
import { ATTACKS, type AttackName } from "./attacks";
import { besiege, type From, type Siege } from "./siege";

const OVER_GOAL_MB = 100,
  CLICK_GOAL_MS = 500;
const FROM: readonly From[] = ["stranger", "channel", "lab"];
const { attack, scale } = new Command()
  .option("--attack <name>", `one of ${Object.keys(ATTACKS).join(", ")}`)
  .option("--scale <part>", "a part of each attack, from 0 to 1", "1")
  .parse()
  .opts<{ attack?: AttackName; scale: string }>();

const at = (sorted: readonly number[], part: number): number => sorted[Math.floor((sorted.length - 1) * part)] ?? NaN;
function said(s: Siege): { readonly line: string; readonly met: boolean } {
  const ms = [...s.clicksMs].sort((a, b) => a - b),
    // Whoever has a good token may cost time: the channel is not an outsider, and it is one.
    inTime = s.from !== "stranger" || at(ms, 1) < CLICK_GOAL_MS,
    met = s.overMb <= OVER_GOAL_MB && s.left === 0 && s.unanswered === 0 && inTime,
    answers = Object.entries(s.outcome.answers).map(([status, n]) => `${status} × ${n}`),
    rate = s.outcome.sent / (s.outcome.ms / 1_000);
  const line = [
    `${s.attack.padEnd(10)}${s.from.padEnd(9)}`,
    `${s.outcome.sent} sent in ${(s.outcome.ms / 1_000).toFixed(1)} s (${rate.toFixed(0)}/s), answers ${answers.join(", ")};`,
    `memory ${s.idleMb.toFixed(0)} MB idle, at most +${s.overMb.toFixed(0)};`,
    `files ${s.written} written, ${s.left} left;`,
    `${ms.length} clicks p50 ${at(ms, 0.5).toFixed(0)} p99 ${at(ms, 0.99).toFixed(0)} max ${at(ms, 1).toFixed(0)} ms, ${s.unanswered} unanswered`,
    met ? "" : "  MISSED",
  ].join(" ");
  return { line, met };
}
async function main(): Promise<void> {
  const issuer = await startIssuer(),
    names = attack === undefined ? (Object.keys(ATTACKS) as AttackName[]) : [attack];
  let missed = 0;
  console.log(
    `Goals: memory at most +${OVER_GOAL_MB} MB over idle, no file left, every click answered, and in under ${CLICK_GOAL_MS} ms while a stranger attacks.`,
  );
  for (const name of names)
    for (const from of FROM) {
      const { line, met } = said(await besiege(name, from, issuer, Number(scale)));
      if (!met) missed++;
      console.log(line);
    }
  await issuer.stop();
  console.log(missed === 0 ? "Every goal is met." : `Missed in ${missed} attacks.`);
  process.exit(missed === 0 ? 0 : 1);
}
void main();
