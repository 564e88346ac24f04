/** The agent as the process that the lab starts: what a crash leaves behind, and that it listens on nothing. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startLabAgent, type LabAgent } from "../../src/cli/lab-agent";
import type { PremisesCommand } from "../../src/domain";
import { PremisesSimulator } from "../../src/lab/premises/simulator";
import type { World } from "../../src/lab/world";
import type { CommandOutcome } from "../../src/ports";
import { lab } from "../lab/premises/lab-world";
import { orderOf } from "../support/orders";

const DN = "CN=Nadia Rahman,OU=Staff,DC=contoso,DC=local";
/** Changes the world at once, and answers only when the test lets it. */
class SlowSimulator extends PremisesSimulator {
  writes = 0;
  release: () => void = () => undefined;
  #begun: () => void = () => undefined;
  readonly begun = new Promise<void>((r) => {
    this.#begun = r;
  });
  readonly #released = new Promise<void>((r) => {
    this.release = r;
  });
  override async execute(command: PremisesCommand): Promise<CommandOutcome> {
    this.writes++;
    const outcome = await super.execute(command);
    this.#begun();
    await this.#released;
    return outcome;
  }
}
/** Inodes of the sockets of a process, and of every TCP socket of the machine that listens. */
const socketsOf = (pid: number | string): Set<string> =>
  new Set(
    readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? [];
      } catch {
        return [];
      }
    }),
  );
const listening = (): string[] =>
  ["/proc/net/tcp", "/proc/net/tcp6"]
    .filter(existsSync)
    .flatMap((f) =>
      readFileSync(f, "utf8")
        .split("\n")
        .slice(1)
        .map((l) => l.trim().split(/\s+/)),
    )
    .filter((c) => c[3] === "0A")
    .map((c) => c[9]!);

describe("the agent's process", function () {
  this.timeout(60_000); // two starts of a process
  let folder: string, world: World, simulator: SlowSimulator, agent: LabAgent;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "agent-process-"));
    ({ world } = await lab());
    simulator = new SlowSimulator(world);
    agent = await startLabAgent({ simulator, world, folder });
  });
  after(async () => {
    simulator.release();
    await agent.close();
    await rm(folder, { recursive: true });
  });

  it("R15: listens on no socket", function () {
    if (!existsSync("/proc/net/tcp")) return this.skip();
    const all = listening(),
      mine = socketsOf("self"),
      its = socketsOf(agent.pid()!);
    assert.ok(
      all.some((inode) => mine.has(inode)),
      "the broker, in this process, is seen to listen",
    );
    assert.ok(its.size > 0, "the agent's sockets are seen");
    assert.deepEqual(
      all.filter((inode) => its.has(inode)),
      [],
    );
  });
  it("R4: killed inside a command, says unknown after its restart and never runs it again", async () => {
    const object = world.world.premises.directory.forests["contoso.local"]!.objects[DN]!;
    const command: PremisesCommand = {
      system: "premises",
      kind: "set-ad-attribute",
      objectGUID: String(object["objectGUID"]),
      attribute: "department",
      value: "Research",
    };
    const order = orderOf(command, { approvalId: "killed" }),
      waiting = agent.link.execute(command, order);
    await simulator.begun;
    await agent.kill();
    assert.equal((await waiting).state, "unknown");
    const away = await agent.link.outcome(order.commandId);
    assert.ok(away.state === "unreadable" && away.why === "offline", JSON.stringify(away));
    simulator.release();
    await agent.restart();
    const settled = await agent.link.outcome(order.commandId);
    assert.equal(settled.state === "seen" && settled.value.state, "unknown");
    assert.equal((await agent.link.execute(command, order)).state, "unknown");
    assert.equal(simulator.writes, 1);
    assert.equal(world.world.premises.directory.forests["contoso.local"]!.objects[DN]!["department"], "Research");
    assert.equal((await agent.link.execute(command, orderOf(command, { approvalId: "after" }))).state, "done");
    assert.equal(simulator.writes, 2);
  });
});
