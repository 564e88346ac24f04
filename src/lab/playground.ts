/** Microsoft's Agents Playground over the lab's bot: its people are the world's. It listens on all interfaces; that cannot be changed from outside. */
import { spawn, type ChildProcess } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { TriageError } from "../domain";
import { approversOf, helpDeskOf } from "./people";
import type { World } from "./scenario";

const quote = (text: string): string => JSON.stringify(text);
/** The Playground's configuration: the signed-in approver and exactly five other people. */
export function playgroundConfig(world: World): string {
  const everybody = Object.entries(world.cloud.users).filter(
    ([, u]) => u.userType !== "Guest" && u.accountEnabled !== false,
  );
  const first = approversOf(world)[0]?.id ?? everybody[0]?.[0];
  const helpDesk = helpDeskOf(world);
  const rank = (id: string): number =>
    approversOf(world).some((p) => p.id === id) ? 0 : helpDesk.includes(id) ? 1 : 2;
  const others = everybody
    .filter(([id]) => id !== first)
    .sort(([a], [b]) => rank(a) - rank(b))
    .slice(0, 5);
  const person = (id: string, indent: string): string => {
    const u = world.cloud.users[id]!;
    const name = String(u["displayName"] ?? u.userPrincipalName);
    return [
      `id: ${quote(id)}`,
      `name: ${quote(name)}`,
      `userPrincipleName: ${quote(u.userPrincipalName)}`,
      `aadObjectId: ${quote(id)}`,
      `givenName: ${quote(String(u["givenName"] ?? name))}`,
      `surname: ${quote(String(u["surname"] ?? name))}`,
      `email: ${quote(String(u["mail"] ?? u.userPrincipalName))}`,
    ].join(`\n${indent}`);
  };
  if (first === undefined || others.length < 5)
    throw new TriageError(
      "playground-people",
      "The Agents Playground needs six people in the world; run with --no-playground",
    );
  return `version: "0.1.1"\ntenantId: ${quote(world.cloud.organization.id)}\nbot:\n  id: "sync-triage"\n  name: "Sync Triage"\ncurrentUser:\n  ${person(first, "  ")}\nusers:\n${others.map(([id]) => `  - ${person(id, "    ")}`).join("\n")}\npersonalChat:\n  id: "personal-chat"\ngroupChat:\n  id: "group-chat"\n  name: "Identity group"\nteam:\n  id: "identity-team"\n  name: "Identity Team"\n  aadGroupId: "00000000-0000-0000-0000-000000000031"\n  channels:\n    - id: "sync-help"\n      name: "sync-help"\n`;
}
export interface Playground {
  readonly url: string;
  stop(): Promise<void>;
}
/** Starts it and waits until it answers; throws with its own words where it does not come up within 30 s. */
export async function startPlayground(o: {
  world: World;
  messages: string;
  folder: string;
  cli: string;
  port?: number;
}): Promise<Playground> {
  await writeFile(join(o.folder, ".m365agentsplayground.yml"), playgroundConfig(o.world));
  const child: ChildProcess = spawn(
    process.execPath,
    [o.cli, "start", "-e", o.messages, "-c", "msteams", "-p", String(o.port ?? 56150), "--disable-telemetry"],
    {
      cwd: o.folder,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, TEAMSAPPTESTER_BROWSER: "none", APPLICATION_INSIGHTS_NO_STATSBEAT: "1" },
    },
  );
  let said = "",
    gone = false;
  for (const s of [child.stdout, child.stderr])
    s?.on("data", (d: Buffer) => {
      said = (said + d.toString()).slice(-4000);
    });
  const ended = new Promise<void>((r) =>
    child.once("exit", () => {
      gone = true;
      r();
    }),
  );
  for (let i = 0; i < 150 && !gone; i++) {
    const port = /[Ll]istening on[^\d]*(\d{2,5})/.exec(said)?.[1];
    if (
      port !== undefined &&
      (await fetch(`http://127.0.0.1:${port}/_debug/ping`).then(
        (r) => r.ok,
        () => false,
      ))
    )
      return {
        url: `http://localhost:${port}`,
        stop: async () => {
          child.kill("SIGTERM");
          const late = setTimeout(() => child.kill("SIGKILL"), 3000);
          await ended;
          clearTimeout(late);
        },
      };
    await wait(200);
  }
  child.kill("SIGKILL");
  throw new TriageError(
    "playground",
    `The Agents Playground did not start: ${said.trim().split("\n").slice(-3).join(" ")}`,
  );
}
