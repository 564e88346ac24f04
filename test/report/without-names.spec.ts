import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { DiagnoseResult } from "../../src/cases/diagnose";
import type { Approval, TriageCase } from "../../src/domain";
import { loadScenario, type World } from "../../src/lab/scenario";
import { personOf } from "../../src/identity/person";
import { REMEDIES } from "../../src/remediations";
import { REPORT_FORMS } from "../../src/report/forms";
import { reportOf } from "../../src/report/model";
import { approval, AT, plan, triageCase } from "../support/cases";
import { leftIn } from "../support/personal";
import { CASES, startReadsLab, worlds } from "../support/reads-lab";

/** Worlds whose authors did not know the rules. */
const FIELD = readdirSync(join(CASES, "..", "field"))
  .filter((f) => f.endsWith(".json"))
  .map((f) => join("..", "field", f));
/** A case as the triage left it, with every repair that was offered asked for. */
function caseOf(d: Extract<DiagnoseResult, { kind: "diagnosed" }>, ask: string): [TriageCase, Approval[]] {
  const { facts, diagnosis } = d;
  const approvals = diagnosis.remediations.flatMap((offered, i): Approval[] => {
    const planned = REMEDIES.find((r) => r.id === offered.id)!.plan(facts, personOf(facts), diagnosis.findings[0]!);
    if (!("plan" in planned)) return [];
    return [approval({ id: `approval-${i}`, plan: plan({ ...planned.plan, undo: [] }) })];
  });
  const people = [diagnosis.subject.displayName ?? "Ada Admin", "Ada Admin"];
  return [
    triageCase({
      ask,
      diagnosis,
      timeline: people.map((by) => ({ at: AT, what: `Case opened by ${by}.`, by })),
    }),
    approvals,
  ];
}
const computersOf = ({ premises }: World): string[] =>
  Object.values(premises.directory.forests)
    .flatMap((f) => Object.values(f.objects))
    .filter((o) => JSON.stringify(o["objectClass"] ?? "").includes("computer"))
    .flatMap((o) => [o["cn"], o["dNSHostName"]])
    .filter((n): n is string => typeof n === "string" && n.length >= 4);

/** The Windows service ADSync, which an account of a world is called after. */
const WINDOWS_SERVICE = "Service ADSync";

describe("the report without names", function () {
  this.timeout(600_000);
  const left: string[] = [];
  let planned = 0;
  before(async () => {
    const lab = await startReadsLab();
    for (const file of [...worlds, ...FIELD]) {
      const { triage } = await lab.of(file),
        { world, ask } = await loadScenario(join(CASES, file)),
        d = await triage();
      if (d.kind !== "diagnosed") continue;
      const [c, approvals] = caseOf(d, ask ?? "");
      planned += approvals.length;
      for (const language of ["en", "de"] as const) {
        const text = REPORT_FORMS.share.write(reportOf(c, approvals, AT, language)).replace(/\\(.)/g, "$1");
        for (const value of [
          ...leftIn(text, world).filter((v) => v !== WINDOWS_SERVICE),
          ...computersOf(world).filter((n) => text.includes(n)),
        ])
          left.push(`${file} ${language}: ${value}`);
      }
    }
    await lab.emulator.close();
  });
  it("names nobody and nothing of the shared worlds, with every plan that they offer", () => {
    assert.ok(planned > 60, `${planned} plans`);
    assert.deepEqual(left, []);
  });
});
