/** A sample of made worlds, judged; `npm run worlds` makes as many as are asked for. The floors only ever rise. */
import assert from "node:assert/strict";
import { ROOT_CAUSES } from "../../src/domain/vocabulary";
import { checkWorld } from "../../src/lab/scenario";
import { INJECTIONS } from "./injections";
import { WorldLab } from "./lab";
import { injectionAt, makeWorld } from "./maker";
import { NOT_MADE } from "./not-made";
import { figuresOf, judged, type Judged } from "./score";

const SEED = Number(process.env["WORLDS_SEED"] ?? 4),
  COUNT = 60;
/** Least share of the decidable that is right, and most worlds that are certain and wrong. */
const FLOOR = 0.9,
  CERTAIN_AND_WRONG = 2;

describe("worlds", function () {
  this.timeout(60_000);
  const made = Array.from({ length: COUNT }, (_, i) => makeWorld(injectionAt(SEED, i, INJECTIONS), SEED, i));

  it(`most of a sample is judged rightly (seed ${SEED})`, async () => {
    const lab = await WorldLab.start(made[0]!.world),
      all: Judged[] = [];
    try {
      for (const m of made) all.push(judged(m, await lab.judge(m.id, m.world, m.ask)));
    } finally {
      await lab.close();
    }
    const { decidable, certainAndWrong } = figuresOf(all);
    const wrong = all.filter((j) => !j.right).map((j) => `${j.made.id} ${j.made.code}: ${j.got} [${j.confidence}]`);
    assert.ok(decidable.count / decidable.of >= FLOOR, wrong.join("\n"));
    assert.ok(certainAndWrong.count <= CERTAIN_AND_WRONG, wrong.join("\n"));
  });
  it("the same seed makes the same world, and another one another", () => {
    const injection = injectionAt(SEED, 0, INJECTIONS);
    assert.deepEqual(makeWorld(injection, SEED, 0), made[0]);
    assert.notDeepEqual(makeWorld(injection, SEED, 1).world, made[0]!.world);
  });
  it("a made world is a world, and its ask names its subject", () => {
    for (const m of made) {
      checkWorld(structuredClone(m.world), m.id);
      assert.ok(m.ask !== "" && !m.ask.includes("{X}"), m.ask);
    }
  });
  it("forms are told apart, and each code of the vocabulary is made or not made, with a reason", () => {
    const names = INJECTIONS.map((i) => `${i.code}/${i.form}`);
    assert.deepEqual(
      names.filter((n, i) => names.indexOf(n) !== i),
      [],
    );
    const codes = new Set(INJECTIONS.map((i) => i.code));
    assert.deepEqual(
      Object.keys(NOT_MADE).filter((c) => codes.has(c)),
      [],
    );
    assert.deepEqual(
      ROOT_CAUSES.filter((c) => !codes.has(c) && NOT_MADE[c] === undefined),
      [],
    );
  });
});
