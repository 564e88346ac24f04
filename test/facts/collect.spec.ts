import assert from "node:assert/strict";
import { join } from "node:path";
import { depthOf, recordTrips } from "../../bench/trips";
import { ONE_PERSON_POLICY } from "../../src/approvals/states";
import { diagnosisFrom, type DiagnoseResult } from "../../src/cases/diagnose";
import { STAGE_OF_TOPIC, type Diagnosis, wordsIn } from "../../src/domain";
import { factsAsText, readFacts } from "../../src/facts/save";
import { loadScenario } from "../../src/lab/scenario";
import { CASES, startReadsLab, worlds } from "../support/reads-lab";

type Lab = Awaited<ReturnType<typeof startReadsLab>>;
const NO_COST = { graphRequests: 0, graphReads: 0, relayRoundTrips: 0, wallMs: 0, slowestCheckMs: 0 };
/** What a set of facts is judged to. */
const judged = (d: Diagnosis) => ({
  code: d.rootCause.code,
  confidence: d.rootCause.confidence,
  remedies: d.remediations.map((r) => r.id),
  notChecked: d.notChecked,
});

describe("every shared world, read", function () {
  this.timeout(180_000);
  const read: { file: string; depth: number; result: DiagnoseResult }[] = [];
  before(async () => {
    const lab = await startReadsLab(),
      recorder = recordTrips({ graphMs: 20, relayMs: 0 });
    try {
      for (const file of worlds) {
        const { triage } = await lab.of(file);
        recorder.take();
        const result = await triage();
        read.push({ file, depth: depthOf(recorder.take()), result });
      }
    } finally {
      recorder.stop();
    }
  });
  it("takes at most four trips one after the other, and in 95 % of the worlds at most three", () => {
    const depths = read.map((r) => r.depth);
    assert.ok(Math.max(...depths) <= 4, depths.join(" "));
    assert.ok(depths.filter((d) => d <= 3).length >= 0.95 * worlds.length, depths.join(" "));
  });
  it("asks for the person's own sign-ins where the ask is about signing in, and nowhere else", () => {
    for (const { file, result } of read) {
      const { ask, "entra.userSignIns": signIns } = result.facts;
      const isAbout = ask.state === "seen" && ask.value.topics.some((t) => STAGE_OF_TOPIC[t] === "sign-in");
      if (!isAbout) assert.equal(signIns.state, "unreadable", file);
      else if (result.facts["entra.user"].state === "seen") assert.equal(signIns.state, "seen", file);
    }
    assert.ok(read.some((r) => r.result.facts["entra.userSignIns"].state === "seen"));
  });
  it("brings every object that an error on the person names, whatever it shares with them", async () => {
    let found = 0;
    for (const { file, result } of read) {
      const { facts } = result;
      const named = /"ObjectIdInConflict":"(?:\w+_)?([0-9a-f-]{36})"/i.exec(JSON.stringify(facts["cs.chain"]))?.[1];
      if (named === undefined) continue;
      const { cloud } = (await loadScenario(join(CASES, file))).world;
      const isThere = [cloud.users, cloud.deletedUsers, cloud.groups, cloud.contacts].some((m) => named in (m ?? {}));
      const seen = ["entra.user", "entra.relatedUsers", "entra.deletedUsers", "entra.otherHolders"] as const;
      const isRead = seen.some((key) => JSON.stringify(facts[key]).includes(named));
      if (isThere) {
        assert.ok(isRead, `${file}: ${named}`);
        found += 1;
      }
    }
    assert.ok(found > 0, "no world has such an error");
  });
  it("is judged to the same code, word and remedies when its facts were saved in between", () => {
    for (const { file, result } of read) {
      const again = diagnosisFrom(readFacts(factsAsText(result.facts)), ONE_PERSON_POLICY, NO_COST);
      assert.deepEqual(judged(again), judged(result.diagnosis), file);
    }
  });
});

describe("the reads of a triage", function () {
  this.timeout(60_000);
  let lab: Lab;
  before(async () => {
    lab = await startReadsLab();
  });
  after(() => lab.emulator.close());
  const healthReads = (): number =>
    lab.emulator.stats.log.filter((r) => r.url.includes("/admin/serviceAnnouncement/issues")).length;
  it("cost the same alone and among others", async () => {
    const { triage, clock } = await lab.of("o-010-typo-created-second-user.json"),
      cost = async () => {
        const { graphRequests, graphReads, relayRoundTrips } = (await triage()).diagnosis.cost;
        return { graphRequests, graphReads, relayRoundTrips };
      };
    const alone = await cost();
    clock.ms += 60_000;
    const [first] = await Promise.all(Array.from({ length: 5 }, cost));
    assert.deepEqual(first, alone);
  });
  it("use what is kept of the tenant to open a case, and read it anew for everything else", async () => {
    const { triage } = await lab.of("o-057-single-user-in-nosync-ou.json"),
      before = healthReads();
    await triage("open");
    await triage("open");
    assert.equal(healthReads() - before, 1);
    await triage("recheck");
    await triage("confirm");
    await triage();
    assert.equal(healthReads() - before, 4);
  });
  it("come without the logs, at once, where the log APIs have no turn left, and the verdict says so and less", async () => {
    const { cloud, clock, triage } = await lab.of("o-010-typo-created-second-user.json"),
      before = (await triage()).diagnosis;
    for (let i = 0; i < 5; i++) await cloud.audits({ targetIds: ["x"], sinceIso: "2026-01-01T00:00:00Z" }, 0);
    const { diagnosis } = await triage();
    assert.deepEqual(clock.slept, []);
    assert.equal(diagnosis.rootCause.code, before.rootCause.code);
    assert.equal(before.rootCause.confidence, "certain");
    assert.equal(diagnosis.rootCause.confidence, "likely");
    assert.ok(diagnosis.notChecked.some((n) => n.what === "entra.audits" && wordsIn(n.why).startsWith("throttled")));
  });
});
