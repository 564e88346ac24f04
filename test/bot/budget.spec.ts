import assert from "node:assert/strict";
import { Budget } from "../../src/bot/budget";
import { TriageQueue } from "../../src/bot/queue";
import { gate } from "./fake-service";

const MINUTE = 60_000;

describe("the budget of asks", () => {
  const made = () => {
    const clock = { ms: 0 };
    const rates = { person: { burst: 10, perMinute: 5 }, tenant: { burst: 25, perMinute: 10 } };
    return { clock, budget: new Budget(rates, () => clock.ms) };
  };
  const granted = (budget: Budget, who: string, tries: number): number =>
    Array.from({ length: tries }, () => budget.take(who, 1)).filter((t) => t === "granted").length;

  it("B6: a thousand asks of one person get what the bucket holds; the others keep theirs", () => {
    const { budget } = made();
    assert.equal(granted(budget, "ada", 1_000), 10);
    assert.equal(granted(budget, "bo", 5), 5);
  });
  it("B6: it fills again evenly, and never over its brim", () => {
    const { budget, clock } = made();
    granted(budget, "ada", 10);
    clock.ms += MINUTE / 5 - 1;
    assert.equal(granted(budget, "ada", 3), 0);
    clock.ms += 1;
    assert.equal(granted(budget, "ada", 3), 1);
    clock.ms += 60 * MINUTE;
    assert.equal(granted(budget, "ada", 100), 10);
  });
  it("B6: many persons together have a bound as well", () => {
    const { budget, clock } = made();
    const each = ["a", "b", "c", "d"].map((who) => granted(budget, who, 10));
    assert.deepEqual(each, [10, 10, 5, 0]);
    assert.equal(budget.take("e", 1), "tenant");
    clock.ms += MINUTE;
    assert.equal(granted(budget, "e", 100), 10);
  });
  it("a list is taken whole or not at all", () => {
    const { budget } = made();
    assert.equal(budget.take("ada", 11), "person");
    assert.equal(budget.take("ada", 10), "granted");
  });
  it("each person is told once a minute", () => {
    const { budget, clock } = made();
    assert.deepEqual([budget.mayTell("ada"), budget.mayTell("ada"), budget.mayTell("bo")], [true, false, true]);
    clock.ms += MINUTE;
    assert.equal(budget.mayTell("ada"), true);
  });
  it("of ten thousand persons only those in mind who asked of late", () => {
    const { budget, clock } = made();
    for (let i = 0; i < 10_000; i++) {
      budget.take(`p${i}`, 1);
      clock.ms += MINUTE;
    }
    assert.equal(granted(budget, "p9999", 100), 10);
  });
});

describe("the queue of triages", () => {
  it("B6: so many at a time, and whoever has the fewest going is next", async () => {
    const queue = new TriageQueue({ atOnce: 2, waiting: 3 }),
      order: string[] = [],
      gates = new Map<string, ReturnType<typeof gate>>();
    const run = (person: string, name: string): Promise<void> => {
      const hold = gate();
      gates.set(name, hold);
      return queue.run(person, async () => {
        order.push(name);
        await hold.opened;
      });
    };
    const all = [run("ada", "a1"), run("ada", "a2"), run("ada", "a3"), run("ada", "a4"), run("bo", "b1")];
    assert.deepEqual([order, queue.isBusy, queue.isFull], [["a1", "a2"], true, true]);
    for (const name of ["a1", "a2", "b1", "a3", "a4"]) {
      gates.get(name)!.open();
      await new Promise((r) => setImmediate(r));
    }
    await Promise.all(all);
    assert.deepEqual(order, ["a1", "a2", "b1", "a3", "a4"]);
    assert.deepEqual([queue.isBusy, queue.isFull], [false, false]);
  });
  it("a triage that fails gives its place up", async () => {
    const queue = new TriageQueue({ atOnce: 1, waiting: 1 });
    await assert.rejects(queue.run("ada", async () => Promise.reject(new Error("x"))));
    assert.equal(await queue.run("ada", async () => 5), 5);
  });
});
