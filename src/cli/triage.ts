/** `triage`: the same engine without Teams, over scenarios or the configured tenant; one JSON object a line. */
import { readdir, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { ONE_PERSON_POLICY } from "../approvals/states";
import type { CaseService, OpenResult } from "../cases/contract";
import { diagnose } from "../cases/diagnose";
import { FOLLOW_UPS_MS } from "../cases/follow-up";
import { TriageError, wordsIn, type FactSet, type Person, type Plan, type TriageCase } from "../domain";
import { startLabStack, type LabStack } from "../lab/stack";
import { approversOf, labRights } from "../lab/people";
import { loadScenario, type Scenario } from "../lab/scenario";
import { MemoryAudit, MemoryStore } from "../store/memory";
import { startLabAgent } from "./lab-agent";
import { approveAsLab } from "./lab-approvers";
import { EXIT } from "./exit";
import { factsWriter, type SaveOptions } from "./save-facts";
import { exitOf, lineOf, pretty, type TriageLine } from "./triage-line";
import { caseServiceOver, cloudOver } from "./wire";

/** Every scenario file that the paths name; a folder gives its *.json, sorted, without baselines. */
export async function scenarioFiles(paths: readonly string[], cwd: string): Promise<string[]> {
  const out: string[] = [];
  for (const p of paths) {
    const path = resolve(cwd, p);
    if ((await stat(path).catch(() => undefined))?.isDirectory() === true)
      out.push(
        ...(await readdir(path))
          .filter((f) => f.endsWith(".json") && f !== "baseline.json")
          .sort()
          .map((f) => join(path, f)),
      );
    else out.push(path);
  }
  return out;
}

export interface TriageOptions {
  readonly ask?: string;
  readonly approve?: boolean;
  /** Takes the facts of the diagnosis. */
  readonly save?: (facts: FactSet) => Promise<void>;
}
/** One warm stack for many scenarios: the world is exchanged, broker and agent stay. */
export class LabTriage {
  private constructor(private readonly stack: LabStack) {}
  static async start(first: Scenario): Promise<LabTriage> {
    return new LabTriage(await startLabStack(first, startLabAgent));
  }
  async run(scenario: Scenario, options: TriageOptions = {}): Promise<TriageLine> {
    const { world, graph, agent } = this.stack;
    world.replace(scenario.world);
    const ask = options.ask ?? scenario.ask ?? "",
      ports = { cloud: cloudOver({ kind: "open", baseUrl: graph.url }), agent, clock: world };
    const result = await diagnose({ ask }, { ...ports, policy: ONE_PERSON_POLICY });
    await options.save?.(result.facts);
    const line = lineOf(scenario.id, result.diagnosis, result);
    if (options.approve !== true) return line;
    const service = caseServiceOver({
      ...ports,
      store: new MemoryStore(),
      audit: new MemoryAudit(),
      tenantId: scenario.world.cloud.organization.id,
      policy: ONE_PERSON_POLICY,
      rights: labRights(scenario.world),
      cycle: { pollMs: 5, polls: 60 },
      followUpsMs: FOLLOW_UPS_MS,
    });
    const { triageCase, outcome, plan } = await repairFirst(service, scenario, ask);
    return {
      ...line,
      after: {
        caseState: triageCase?.state ?? "diagnosed",
        world: world.snapshot(),
        ...(outcome === undefined ? {} : { outcome }),
        ...(plan === undefined ? {} : { named: JSON.stringify(plan) }),
      },
    };
  }
  close(): Promise<void> {
    return this.stack.close();
  }
}

/** How the first remediation that is offered ended: the case as it is then, and why in words. */
async function repairFirst(
  service: CaseService,
  scenario: Scenario,
  ask: string,
): Promise<{ triageCase?: TriageCase | undefined; outcome?: string; plan?: Plan }> {
  const tenantId = scenario.world.cloud.organization.id,
    approvers = approversOf(scenario.world),
    by: Person = approvers[0] ?? { id: "nobody", tenantId, name: "nobody" };
  const opened = await openFirst(service, { ask, by, tenantId, conversationId: "cli" });
  if (opened.kind !== "case") return { outcome: opened.kind };
  const { id } = opened.case,
    first = opened.case.diagnosis?.remediations[0];
  if (first === undefined) return { triageCase: opened.case, outcome: "advice only" };
  let proposed = await service.propose(id, first.id, by);
  if (proposed.kind === "choose") proposed = await service.propose(id, first.id, by, proposed.options[0]?.id);
  if (proposed.kind !== "approval")
    return { triageCase: opened.case, outcome: proposed.kind === "refused" ? wordsIn(proposed.says) : "no option" };
  const decided = await approveAsLab(service, proposed.approval, approvers);
  if (decided?.kind !== "decided" || !decided.runNow)
    return {
      triageCase: await service.get(id),
      outcome: decided?.kind === "refused" ? wordsIn(decided.says) : "not approved",
    };
  const { approval, case: ended } = await service.run(proposed.approval.id);
  const { better = [], left = [], notes = [] } = ended.confirmation ?? {},
    says = [...better, ...left, ...notes].map((x) => wordsIn(x)).join(" ");
  return {
    triageCase: ended,
    outcome: `${approval.state}: ${wordsIn(approval.outcome ?? "")} ${says}`.trim(),
    plan: approval.plan,
  };
}
/** Opens the case; where several people fit, the first is taken. */
async function openFirst(service: CaseService, input: Parameters<CaseService["open"]>[0]): Promise<OpenResult> {
  const opened = await service.open(input),
    first = opened.kind === "choose" ? opened.options[0] : undefined;
  return first === undefined ? opened : service.open({ ...input, pick: first.id });
}

/** The exit code tells of the one triage; over several worlds each line tells of its own. */
export async function triageCommand(
  options: { scenario: string[]; ask?: string; approve?: boolean; json?: boolean } & SaveOptions,
  cwd: string,
): Promise<number> {
  const files = await scenarioFiles(options.scenario, cwd);
  if (files.length === 0)
    throw new TriageError(
      "scenario",
      `No scenario file (*.json) stands in ${options.scenario.join(", ")}; test/scenarios/cases holds some.`,
    );
  const save = factsWriter(options, cwd);
  if (save !== undefined && files.length > 1)
    throw new TriageError(
      "save",
      `--save takes the facts of one scenario, and ${files.length} are given; name one file.`,
    );
  let lab: LabTriage | undefined,
    failed = 0,
    code: number = EXIT.done;
  try {
    for (const file of files) {
      let scenario: Scenario;
      try {
        scenario = await loadScenario(file);
      } catch (error) {
        process.stderr.write(`${(error as Error).message}\n`);
        failed++;
        continue;
      }
      lab ??= await LabTriage.start(scenario);
      const line = await lab.run(scenario, {
        ...(options.ask === undefined ? {} : { ask: options.ask }),
        ...(options.approve === true ? { approve: true } : {}),
        ...(save === undefined ? {} : { save }),
      });
      code = exitOf(line);
      process.stdout.write(options.json === true ? `${JSON.stringify(line)}\n` : `${pretty(line)}\n`);
    }
  } finally {
    await lab?.close();
  }
  if (failed > 0) return EXIT.failed;
  return files.length === 1 ? code : EXIT.done;
}
