/** One plan walked into one fault: the run, what the card then says and offers, the following plan, and the world beside it. */
import { join } from "node:path";
import { approvalCard, approvalView } from "../../src/cards/approval";
import { approveAsLab } from "../../src/cli/lab-approvers";
import { wordsIn } from "../../src/domain";
import type { Approval, Command, FollowingPurpose, Person, RemediationId, TriageCase } from "../../src/domain";
import { approversOf } from "../../src/lab/people";
import { loadScenario, type Scenario, type World } from "../../src/lab/scenario";
import { startCaseLab, type CaseLab } from "../support/case-lab";
import { breaking, type Breaker, type Fault } from "./fault";
import { differencesOf, type Difference } from "./world-diff";

/** A world below test/scenarios in which the repair is offered. */
export interface Offer {
  readonly world: string;
  readonly remediation: RemediationId;
  /** The kinds of its commands, step by step. */
  readonly kinds: readonly Command["kind"][];
}
/** `step`: 0 is the first one; none = nothing breaks. */
export interface Break {
  readonly step: number;
  readonly fault: Fault;
}
/** What came of a walk. `difference`: of the world against the one before the run. */
export interface Walked {
  readonly offer: Pick<Offer, "world" | "remediation">;
  readonly broken: Break | undefined;
  readonly run: Approval;
  readonly difference: readonly Difference[];
  readonly followed?: {
    readonly approval: Approval;
    readonly difference: readonly Difference[];
    readonly case: TriageCase;
  };
  /** Why the following plan was not made. */
  readonly refused?: string;
  readonly before: World;
  readonly afterRun: World;
  readonly after: World;
}

class Walk {
  private constructor(
    private readonly lab: CaseLab,
    private readonly people: readonly Person[],
    private readonly c: TriageCase | undefined,
    readonly breaker: Breaker,
    readonly before: World,
  ) {}
  static async open(world: string): Promise<Walk> {
    const scenario: Scenario = await loadScenario(join("test", "scenarios", world)),
      breaker: Breaker = { sent: [], fault: undefined },
      lab = await startCaseLab(world, undefined, breaking(breaker)),
      people = approversOf(scenario.world),
      by = people[0]!;
    const ask = { ask: scenario.ask ?? "", by, tenantId: lab.tenantId, conversationId: "chat" };
    let opened = await lab.service.open(ask);
    if (opened.kind === "choose") opened = await lab.service.open({ ...ask, pick: opened.options[0]!.id });
    const c = opened.kind === "case" ? opened.case : undefined;
    return new Walk(lab, people, c, breaker, structuredClone(lab.world.world));
  }
  get offered(): readonly RemediationId[] {
    return this.c?.diagnosis?.remediations.map((r) => r.id) ?? [];
  }
  world(): World {
    return structuredClone(this.lab.world.world);
  }
  happens(what: (world: World, wait: (ms: number) => void) => void): void {
    what(this.lab.world.world, (ms) => this.lab.world.advance(ms));
    this.lab.world.changed();
  }
  /** The plan on the first option, or why there is none. */
  async propose(remediation: RemediationId): Promise<Approval | string> {
    const { c, lab } = this,
      by = this.people[0]!;
    if (c === undefined) return "no case";
    let p = await lab.service.propose(c.id, remediation, by);
    if (p.kind === "choose") p = await lab.service.propose(c.id, remediation, by, p.options[0]?.id);
    return p.kind === "approval" ? p.approval : p.kind === "refused" ? wordsIn(p.says) : "no option";
  }
  async follow(approvalId: string, purpose: FollowingPurpose): Promise<Approval | string> {
    const { service } = this.lab;
    const p = await service.proposeFollowing({ approvalId, purpose, by: this.people[0]!, conversationId: "chat" });
    return p.kind === "approval" ? p.approval : wordsIn(p.says);
  }
  async run(a: Approval): Promise<{ approval: Approval; case: TriageCase }> {
    const decided = await approveAsLab(this.lab.service, a, this.people);
    if (decided?.kind !== "decided" || !decided.runNow) throw new Error(`${a.plan.title} was not approved`);
    return this.lab.service.run(a.id);
  }
  close(): Promise<void> {
    return this.lab.close();
  }
}

/** The repairs that a world offers, each with its number of steps; those that cannot be planned are left out. */
export async function offersOf(world: string): Promise<Offer[]> {
  const ids = await inWalk(world, async (w) => w.offered);
  const found: Offer[] = [];
  for (const remediation of ids)
    await inWalk(world, async (w) => {
      const a = await w.propose(remediation);
      if (typeof a !== "string") found.push({ world, remediation, kinds: a.plan.commands.map((c) => c.kind) });
    });
  return found;
}
/** Runs the plan into the fault, or whole; then, where it is offered, what follows. `meanwhile` happens between the two. */
export const walked = (
  offer: Pick<Offer, "world" | "remediation">,
  broken: Break | undefined,
  purpose: FollowingPurpose,
  meanwhile: (world: World, wait: (ms: number) => void) => void = () => undefined,
): Promise<Walked> =>
  inWalk(offer.world, async (w) => {
    const a = await w.propose(offer.remediation);
    if (typeof a === "string") throw new Error(`${offer.world} ${offer.remediation}: ${a}`);
    w.breaker.fault = broken;
    const { approval: run } = await w.run(a),
      afterRun = w.world(),
      difference = differencesOf(w.before, afterRun);
    w.breaker.fault = undefined;
    w.happens(meanwhile);
    const base = { offer, broken, run, difference, before: w.before, afterRun };
    const next = await w.follow(run.id, purpose);
    if (typeof next === "string") return { ...base, refused: next, after: afterRun };
    const end = await w.run(next),
      after = w.world();
    return {
      ...base,
      followed: { approval: end.approval, difference: differencesOf(w.before, after), case: end.case },
      after,
    };
  });
async function inWalk<T>(world: string, work: (w: Walk) => Promise<T>): Promise<T> {
  const w = await Walk.open(world);
  try {
    return await work(w);
  } finally {
    await w.close();
  }
}
/** Every text of the approval's card. */
export function cardTexts(a: Approval): string[] {
  const texts: string[] = [];
  const look = (v: unknown): void => {
    if (Array.isArray(v)) v.forEach(look);
    else if (typeof v === "object" && v !== null)
      for (const [k, x] of Object.entries(v)) {
        if (k === "text" && typeof x === "string") texts.push(x);
        else look(x);
      }
  };
  look(approvalCard(approvalView(a)));
  return texts;
}
