import assert from "node:assert/strict";
import type {
  AdObject,
  Approval,
  CloudUser,
  Command,
  Diagnosis,
  Finding,
  Person,
  Plan,
  TriageCase,
} from "../../src/domain";
import { absent, seen } from "../../src/domain";
import {
  StoreConflict,
  type AgentLink,
  type CaseStore,
  type CloudDirectory,
  type CommandEnvelope,
  type CommandOutcome,
} from "../../src/ports";
import { createCaseService } from "../../src/cases/service";
import { ONE_PERSON_POLICY, PRODUCTION_POLICY, type ApprovalPolicy } from "../../src/approvals/states";

import { factsOf } from "../remediations/facts";

const from = { system: "entra", via: "test" } as const,
  T = "tenant",
  NOW = "2026-01-01T00:00:00.000Z";
const asker: Person = { id: "asker", tenantId: T, name: "Asker" },
  other: Person = { id: "other", tenantId: T, name: "Other" };
const user: CloudUser = { id: "u1", userPrincipalName: "a@contoso.com", onPremisesImmutableId: null };

class MemoryStore implements CaseStore {
  readonly cases = new Map<string, TriageCase>();
  readonly approvals = new Map<string, Approval>();
  async getCase(id: string) {
    await Promise.resolve();
    return this.cases.get(id);
  }
  async listCases() {
    return [...this.cases.values()];
  }
  async getApproval(id: string) {
    await Promise.resolve();
    return this.approvals.get(id);
  }
  async listApprovals() {
    return [...this.approvals.values()];
  }
  async putCase(c: TriageCase) {
    await Promise.resolve();
    this.put(this.cases, c);
  }
  async putApproval(a: Approval) {
    await Promise.resolve();
    this.put(this.approvals, a);
  }
  private put<X extends { id: string; revision: number }>(map: Map<string, X>, x: X): void {
    if ((map.get(x.id)?.revision ?? 0) !== x.revision - 1) throw new StoreConflict(x.id);
    map.set(x.id, x);
  }
}
function lab(
  options: {
    commands?: Command[];
    expects?: Plan["expects"];
    policy?: ApprovalPolicy;
    allowed?: boolean;
    outcome?: CommandOutcome | undefined;
  } = {},
) {
  const done: string[] = [],
    envelopes: CommandEnvelope[] = [],
    store = new MemoryStore();
  const world = {
    user: { ...user },
    roles: [] as { principalId: string; role: string; eligible: boolean }[],
    allowed: options.allowed ?? true,
  };
  const cloud = {
    user: async () => seen(world.user, from),
    deletedUser: async () => absent(from),
    details: async () => ({
      "entra.roles": seen(world.roles, from),
      "entra.syncBehavior": absent(from),
      "entra.mailboxSettings": absent(from),
    }),
    signIns: async () => seen([], from),
    execute: async (c: { kind: string }) => {
      done.push(c.kind);
      return { state: "done", detail: "" };
    },
    counters: { requests: 0, reads: 0, slowestMs: 0 },
  } as unknown as CloudDirectory;
  const agent = {
    collect: async () => ({
      answers: {
        scheduler: seen(
          { SyncCycleInProgress: false, SyncCycleEnabled: true, StagingModeEnabled: false, SchedulerSuspended: false },
          from,
        ),
        "run-status": seen([], from),
        "run-history": seen([], from),
        "ad-object": seen({ dn: "CN=A", forest: "f", objectClass: ["user"], objectGUID: "g" } as AdObject, from),
      },
      agent: seen({ version: "1" }, from),
    }),
    execute: async (c: { kind: string }, e: CommandEnvelope) => {
      done.push(c.kind);
      envelopes.push(e);
      return { state: "done", detail: "" };
    },
    outcome: async () => (options.outcome === undefined ? absent(from) : seen(options.outcome, from)),
    counters: { roundTrips: 0, slowestMs: 0 },
  } as unknown as AgentLink;
  const plan: Plan = {
    remediation: "run-delta-sync",
    title: "Plan",
    risk: "write",
    summary: "s",
    changes: [],
    touches: [],
    commands: options.commands ?? [{ system: "premises", kind: "start-sync-cycle", policyType: "Delta" }],
    expects: options.expects ?? [],
    undo: { impossible: "-" },
    verify: { kind: "value-arrived", cloudId: "u1", property: "userPrincipalName", equals: "a@contoso.com" },
  };
  const finding: Finding = {
    check: "x",
    verdict: "fail",
    message: "m",
    text: "t",
    data: {},
    evidence: [],
    advice: [],
    suggests: ["run-delta-sync"],
  };
  const diagnosis: Diagnosis = {
    subject: {
      userPrincipalName: "a@contoso.com",
      cloudId: "u1",
      distinguishedName: null,
      displayName: "A",
      objectGUID: null,
    },
    rootCause: { code: "sync-pending", title: "Pending", confidence: "certain", evidence: [], text: "t" },
    findings: [finding],
    verdicts: [],
    notChecked: [],
    remediations: [],
    advice: [],
    walk: [],
    cost: { graphRequests: 0, graphReads: 0, relayRoundTrips: 0, wallMs: 0, slowestCheckMs: 0 },
  };
  let n = 0,
    time = Date.parse(NOW);
  const audit: string[] = [];
  const service = createCaseService({
    cloud,
    agent,
    store,
    audit: {
      append: async (e) => {
        audit.push(JSON.stringify(e));
      },
    },
    authority: { mayOpen: async () => true, mayApprove: async () => world.allowed },
    clock: { now: () => new Date(time) },
    newId: () => `id-${++n}`,
    tenantId: T,
    policy: options.policy ?? PRODUCTION_POLICY,
    diagnose: async () => ({ kind: "diagnosed", facts: factsOf({ "entra.user": world.user }), diagnosis }),
    planFor: () => ({ plan }),
    watch: { pollMs: 0, polls: 1, sleep: async () => undefined },
  });
  const start = async () => {
    const opened = await service.open({ ask: "a", by: asker, tenantId: T, conversationId: "k" });
    assert.ok(opened.kind === "case");
    const proposed = await service.propose(opened.case.id, "run-delta-sync", asker);
    assert.ok(proposed.kind === "approval");
    return proposed.approval;
  };
  const click = (a: Approval, by: Person, more: Partial<Parameters<typeof service.decide>[0]> = {}) =>
    service.decide({
      approvalId: a.id,
      revision: a.revision,
      verdict: "approved",
      reason: "r",
      by,
      tenantId: T,
      conversationId: "k",
      ...more,
    });
  return {
    service,
    store,
    world,
    done,
    envelopes,
    start,
    click,
    audit,
    pass: (ms: number) => {
      time += ms;
    },
  };
}

describe("the case service", () => {
  it("A5: runs once, however many click and deliver", async () => {
    const l = lab(),
      a = await l.start();
    const answers = await Promise.all(
      Array.from({ length: 50 }, async () => {
        const d = await l.click(a, other);
        if (d.kind === "decided" && d.runNow) await l.service.run(a.id);
        await l.service.run(a.id);
        return d;
      }),
    );
    assert.equal(answers.filter((d) => d.kind === "decided" && d.runNow).length, 1);
    assert.deepEqual(l.done, ["start-sync-cycle"]);
    assert.equal((await l.store.getApproval(a.id))?.state, "done");
    assert.equal((await l.store.listCases())[0]?.state, "resolved");
  });
  it("A6: one terminal state where approve and decline cross", async () => {
    const l = lab(),
      a = await l.start();
    await Promise.all([l.click(a, other), l.click(a, other, { verdict: "declined" })]);
    assert.equal((await l.store.getApproval(a.id))?.decisions.length, 1);
  });
  it("A1, A2: nobody without the right, and not the requester", async () => {
    const l = lab(),
      a = await l.start();
    assert.equal((await l.click(a, asker)).kind, "refused");
    l.world.allowed = false;
    assert.equal((await l.click(a, other)).kind, "refused");
    assert.equal((await l.store.getApproval(a.id))?.state, "pending");
  });
  it("A4: a foreign conversation and tenant get the answer of an unknown id", async () => {
    const l = lab(),
      a = await l.start();
    const unknown = await l.click({ ...a, id: "guess" }, other);
    assert.deepEqual(await l.click(a, other, { conversationId: "elsewhere" }), unknown);
    assert.deepEqual(await l.click(a, other, { tenantId: "elsewhere" }), unknown);
  });
  it("A8: a changed world runs nothing", async () => {
    const l = lab({
      expects: [
        { system: "entra", id: "u1", property: "onPremisesImmutableId", equals: null, says: "No anchor." },
        { system: "entra", id: "u1", holdsNoRole: true, says: "No role." },
      ],
    });
    for (const change of [
      () => {
        l.world.user.onPremisesImmutableId = "x";
      },
      () => {
        l.world.user.onPremisesImmutableId = null;
        l.world.roles = [{ principalId: "u1", role: "Global Administrator", eligible: true }];
      },
    ]) {
      const a = await l.start();
      await l.click(a, other);
      change();
      assert.equal((await l.service.run(a.id)).approval.state, "stale");
    }
    assert.deepEqual(l.done, []);
  });
  it("A9: a right that ended between click and run stops the run", async () => {
    const l = lab(),
      a = await l.start();
    await l.click(a, other);
    l.pass(61_000);
    l.world.allowed = false;
    assert.equal((await l.service.run(a.id)).approval.state, "stale");
    assert.deepEqual(l.done, []);
  });
  it("A13: a stored plan that was changed is not run", async () => {
    const l = lab(),
      a = await l.start();
    await l.click(a, other);
    const stored = l.store.approvals.get(a.id)!;
    l.store.approvals.set(a.id, { ...stored, plan: { ...stored.plan, title: "Plam" } });
    await l.service.run(a.id);
    assert.deepEqual(l.done, []);
  });
  it("A12: an unfinished run is settled by asking, and never run again", async () => {
    for (const [outcome, state] of [
      [{ state: "done", detail: "" }, "done"],
      [{ state: "unknown", detail: "" }, "unknown"],
      [undefined, "failed"],
    ] as const) {
      const l = lab({ outcome }),
        a = await l.start();
      await l.click(a, other);
      const stored = l.store.approvals.get(a.id)!;
      l.store.approvals.set(a.id, {
        ...stored,
        state: "running",
        startedAt: NOW,
        steps: [{ command: 0, commandId: `${a.id}.0`, state: "running", at: NOW, detail: "" }],
      });
      await l.service.settle();
      await l.service.settle();
      assert.equal(l.store.approvals.get(a.id)?.state, state);
      assert.deepEqual(l.done, []);
    }
  });
  it("grave needs two people in the lab", async () => {
    const l = lab({ policy: { ...ONE_PERSON_POLICY, write: ONE_PERSON_POLICY.grave } }),
      a = await l.start();
    const first = await l.click(a, asker);
    assert.equal(first.kind === "decided" && first.runNow, false);
    const second = await l.click(a, other);
    assert.equal(second.kind === "decided" && second.runNow, true);
  });
  it("keeps people's names out of the audit", async () => {
    const l = lab(),
      a = await l.start();
    await l.click(a, other);
    await l.service.run(a.id);
    assert.doesNotMatch(l.audit.join("\n"), /contoso\.com|Asker|Other/);
  });
  it("looks again when the follow-up is due, once", async () => {
    const l = lab(),
      a = await l.start();
    await l.click(a, other);
    await l.service.run(a.id);
    const due = new Date(Date.parse(NOW) + 25 * 3_600_000);
    assert.equal((await l.service.dueFollowUps(due)).length, 1);
    assert.equal((await l.service.dueFollowUps(due)).length, 0);
  });
});
