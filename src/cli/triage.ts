/** `triage`: the same engine without Teams, over scenarios or the configured tenant; one JSON object a line. */
import { readdir, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { createCaseService } from "../cases/service";
import { approveAsLab } from "./lab-approvers";
import { GraphAuthority, IDENTITY_ROLES } from "../cases/authority";
import { diagnose } from "../cases/diagnose";
import type { Diagnosis, Person, TriageCase } from "../domain";
import { GraphDirectory } from "../graph/graph-directory";
import { GraphTransport } from "../graph/transport";
import { createGraphClient } from "../graph/client";
import { newCaseId } from "./ids";
import { startLabStack, type LabStack } from "../lab/stack";
import { approversOf, LAB_OPENER_GROUPS } from "../lab/people";
import { loadScenario, type Scenario } from "../lab/scenario";
import { MemoryAudit, MemoryStore } from "../store/memory";
import { LAB_POLICY } from "../approvals/states";
import { walkView } from "../triage/walk";
import { peopleIn } from "../triage/ask";
import { startLabAgent } from "./lab-agent";

export interface TriageLine {
  schema: "triage/1";
  scenario: string | null;
  subject: { userPrincipalName: string | null; cloudId: string | null; distinguishedName: string | null };
  rootCause: { code: string; title: string; confidence: string; evidence: readonly { text: string; source: string }[] };
  findings: readonly { code: string; confidence: string; text: string; check: string; standing: string | undefined }[];
  notChecked: readonly { what: string; why: string }[];
  remediations: readonly { id: string; title: string; risk: string; approvals: number }[];
  advice: readonly string[];
  walk: readonly { node: string; verdict: string }[];
  cost: Diagnosis["cost"];
  after?: { caseState: string; world: unknown; outcome?: string };
}
export const lineOf = (scenario: string | null, d: Diagnosis): TriageLine => ({
  schema: "triage/1",
  scenario,
  subject: {
    userPrincipalName: d.subject.userPrincipalName,
    cloudId: d.subject.cloudId,
    distinguishedName: d.subject.distinguishedName,
  },
  rootCause: {
    code: d.rootCause.code,
    title: d.rootCause.title,
    confidence: d.rootCause.confidence,
    evidence: d.rootCause.evidence,
  },
  findings: d.findings.map((f) => ({
    code: f.code!,
    confidence: f.confidence ?? "certain",
    text: f.text,
    check: f.check,
    standing: f.standing,
  })),
  notChecked: d.notChecked,
  remediations: d.remediations,
  advice: d.advice,
  walk: d.walk,
  cost: d.cost,
});

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
    const cloud = new GraphDirectory(
      new GraphTransport({ client: createGraphClient({ kind: "lab", baseUrl: graph.url }) }),
    );
    agent.counters.slowestMs = 0;
    const ask = options.ask ?? scenario.ask ?? "";
    const ports = { cloud, agent, clock: world, policy: LAB_POLICY };
    if (options.approve !== true) {
      const r = await diagnose({ ask }, ports);
      return lineOf(scenario.id, r.diagnosis);
    }
    const tenantId = scenario.world.cloud.organization.id,
      approvers = approversOf(scenario.world);
    const by: Person = approvers[0] ?? { id: "nobody", tenantId, name: "nobody" };
    let raw: Diagnosis | undefined;
    const service = createCaseService({
      cloud,
      agent,
      store: new MemoryStore(),
      audit: new MemoryAudit(),
      clock: world,
      newId: newCaseId,
      tenantId,
      policy: LAB_POLICY,
      lab: true,
      authority: new GraphAuthority(cloud, {
        tenantId,
        approverRoles: IDENTITY_ROLES,
        openerRoles: IDENTITY_ROLES,
        openerGroups: LAB_OPENER_GROUPS,
      }),
      diagnose: async (i, p, progress) => {
        const r = await diagnose(i, { ...p, policy: LAB_POLICY }, progress);
        raw ??= r.diagnosis;
        return r.kind === "choose" ? { kind: "diagnosed", facts: r.facts, diagnosis: r.diagnosis } : r;
      },
      walk: walkView,
      people: peopleIn,
      watch: { pollMs: 5, polls: 60, sleep: (ms) => new Promise((r) => setTimeout(r, ms)) },
      followUpMs: 3_600_000,
    });
    const opened = await service.open({ ask, by, tenantId, conversationId: "cli" });
    const line = lineOf(scenario.id, raw!);
    const say = (c: TriageCase | undefined, outcome?: string): TriageLine => ({
      ...line,
      after: {
        caseState: c?.state ?? "diagnosed",
        world: world.snapshot(),
        ...(outcome === undefined ? {} : { outcome }),
      },
    });
    if (opened.kind !== "case") return say(undefined, opened.kind);
    const first = raw!.remediations[0];
    if (first === undefined) return say(opened.case, "advice only");
    let proposed = await service.propose(opened.case.id, first.id, by);
    if (proposed.kind === "choose")
      proposed = await service.propose(opened.case.id, first.id, by, proposed.options[0]?.id);
    if (proposed.kind !== "approval")
      return say(opened.case, proposed.kind === "refused" ? proposed.says : "no option");
    const decided = await approveAsLab(service, proposed.approval, approvers);
    if (decided?.kind !== "decided" || !decided.runNow)
      return say(await service.get(opened.case.id), decided?.kind === "refused" ? decided.says : "not approved");
    const done = await service.run(proposed.approval.id);
    return say(
      done.case,
      `${done.approval.state}: ${done.approval.outcome ?? ""} ${done.case.confirmation?.says.join(" ") ?? ""}`.trim(),
    );
  }
  close(): Promise<void> {
    return this.stack.close();
  }
}

export async function triageCommand(
  options: { scenario: string[]; ask?: string; approve?: boolean; json?: boolean },
  cwd: string,
): Promise<number> {
  const files = await scenarioFiles(options.scenario, cwd);
  if (files.length === 0) {
    process.stderr.write("No scenario file was found.\n");
    return 2;
  }
  let lab: LabTriage | undefined,
    failed = 0;
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
      });
      process.stdout.write(options.json === true ? `${JSON.stringify(line)}\n` : `${pretty(line)}\n`);
    }
  } finally {
    await lab?.close();
  }
  return failed > 0 ? 2 : 0;
}
const pretty = (l: TriageLine): string =>
  [
    `${l.scenario ?? "tenant"}: ${l.subject.userPrincipalName ?? "nobody"}`,
    `  ${l.rootCause.title} [${l.rootCause.code}, ${l.rootCause.confidence}]`,
    ...l.rootCause.evidence.map((e) => `    - ${e.text} (${e.source})`),
    ...l.findings.slice(1).map((f) => `  also: ${f.code} (${f.confidence}): ${f.text}`),
    ...l.remediations.map((r) => `  repair: ${r.title} [${r.id}], ${r.approvals} approval(s)`),
    ...l.advice.map((a) => `  advice: ${a}`),
    ...(l.notChecked.length > 0 ? [`  not checked: ${l.notChecked.map((n) => n.what).join(", ")}`] : []),
    ...(l.after === undefined
      ? []
      : [`  afterwards: ${l.after.caseState}${l.after.outcome === undefined ? "" : ` (${l.after.outcome})`}`]),
    "",
  ].join("\n");
