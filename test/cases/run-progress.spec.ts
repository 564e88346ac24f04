/** How far a run is. Expected sentences: what was asked for – stage, count, usual duration, elapsed time – in both languages. */
import assert from "node:assert/strict";
import { runProgress } from "../../src/cases/run-progress";
import { wordsIn, type Approval, type Command } from "../../src/domain";
import { approval, AT, plan } from "../support/cases";

const MOVE: Command = { system: "premises", kind: "move-ad-object", objectGUID: "g", targetOu: "OU=Secret,DC=contoso" },
  CYCLE: Command = { system: "premises", kind: "start-sync-cycle", policyType: "Delta" };
const after = (ms: number): Date => new Date(Date.parse(AT) + ms);
const going = (steps: Approval["steps"] = []): Approval =>
  approval({ state: "running", startedAt: AT, steps, plan: plan({ commands: [MOVE, CYCLE] }) });
const step = (command: number, state: "running" | "done") => ({ command, commandId: "x", state, at: AT, detail: "" });

describe("how far a run is", () => {
  it("which step of how many, by its kind, without a value of the directory", () => {
    const { text, step: n, of } = runProgress(going(), after(0));
    assert.deepEqual([wordsIn(text), n, of], ["Step 1 of 2: moving the object", 0, 3]);
    assert.equal(wordsIn(text, "de"), "Schritt 1 von 2: Verschieben des Objekts");
  });
  it("the stage of the cycle, how long it has taken and how long it usually takes", () => {
    const a = going([step(0, "done"), step(1, "running")]),
      cycle = { stage: { kind: "Export" as const, connector: "contoso - AAD" }, usualMs: 245_000 };
    const { text, whole } = runProgress(a, after(130_000), cycle);
    assert.equal(wordsIn(text), "Step 2 of 2: sync cycle – now export, 2 minutes so far, usually about 4 minutes");
    assert.equal(
      wordsIn(whole!, "de"),
      "Schritt 2 von 2: Synchronisierungszyklus – jetzt Export von contoso - AAD, bisher 2 Minuten, meist etwa 4 Minuten",
    );
  });
  it("nothing of what is not known", () => {
    const a = going([step(0, "done"), step(1, "running")]);
    assert.equal(wordsIn(runProgress(a, after(1_000), {}).text), "Step 2 of 2: sync cycle");
  });
  it("the end of the steps", () =>
    assert.equal(
      wordsIn(runProgress(going([step(0, "done"), step(1, "done")]), after(0)).text),
      "All steps carried out",
    ));
});
