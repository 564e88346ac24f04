/** Every repair is walked end to end in a world: offered first, approved, run, and what must hold after it looked at. The worlds are judged by `cases.spec.ts` and `own.spec.ts`. */
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { REMEDIATIONS, type RemediationId } from "../../src/domain";
import { loadScenario } from "../../src/lab/scenario";

/** What no run alone brings to its end: a person does the last step. */
const ENDED_BY_A_PERSON: readonly RemediationId[] = ["enable-tls12"];

it("every repair has a world in which it is the first one offered, is run, and resolves the case", async () => {
  const files = ["cases", "own"].flatMap((folder) =>
    readdirSync(join("test", "scenarios", folder))
      .filter((f) => f.endsWith(".json") && f !== "baseline.json")
      .map((f) => join("test", "scenarios", folder, f)),
  );
  const expected = (await Promise.all(files.map(loadScenario))).flatMap(({ expect }) => expect ?? []);
  const isWalked = (id: RemediationId): boolean =>
    expected.some(
      ({ remediation, after }) =>
        [remediation].flat().every((r) => r === id) &&
        (ENDED_BY_A_PERSON.includes(id) ? after !== undefined : after?.caseState === "resolved"),
    );
  assert.deepEqual(
    REMEDIATIONS.filter((id) => !isWalked(id)),
    [],
  );
});
