/** Every state of every card, made from values of the tests. */
import {
  seen,
  STAGES,
  unreadable,
  type Approval,
  type ApprovalState,
  type Fault,
  type InEvery,
  type TenantFaults,
} from "../../src/domain";
import { approvalCard, approvalView } from "../../src/cards/approval";
import { casesCard, casesView } from "../../src/cards/cases";
import { chooseCard, chooseView } from "../../src/cards/choose";
import { confirmationCard, confirmationView } from "../../src/cards/confirmation";
import { diagnosisCard, diagnosisView } from "../../src/cards/diagnosis";
import { nobodyCard, nobodyView } from "../../src/cards/nobody";
import { helpCard } from "../../src/cards/help";
import { faultsCard, faultsView } from "../../src/cards/faults";
import { healthCard, healthView } from "../../src/cards/health";
import { notice } from "../../src/cards/notice";
import { approversCard, explainCard, unclearCard, welcomeCard, wishCard } from "../../src/cards/said";
import { meaningOf } from "../../src/intents/explain";
import { peopleCard, peopleView, type PeopleList } from "../../src/cards/people";
import { progressCard, progressView } from "../../src/cards/progress";
import type { Card } from "../../src/cards/render";
import { approvalSummary, caseSummary, outcomeSummary, summaryCard } from "../../src/cards/summary";
import { feedbackCard, feedbackView } from "../../src/cards/feedback";
import { reportCard, reportView } from "../../src/cards/report";
import { shareCard } from "../../src/cards/share";
import { reportMarkdown } from "../../src/report/markdown";
import { reportOf } from "../../src/report/model";
import { walkCard, walkCardView } from "../../src/cards/walk";
import { walkOverviewCard, walkOverviewView } from "../../src/cards/walk-overview";
import type { ReadingShown, StepShown, Tally } from "../../src/triage/walk-view";
import { approval, AT, diagnosis, person, plan, triageCase } from "../support/cases";

export const APPROVAL_STATES: readonly ApprovalState[] = [
  "pending",
  "approved",
  "dispatched",
  "running",
  "done",
  "failed",
  "unknown",
  "declined",
  "expired",
  "stale",
];
const step: StepShown = {
  kind: "step",
  who: diagnosis().subject,
  node: "basics.scope",
  state: "problem",
  title: "Is the object in the connector space?",
  position: "Chapter 1 of 13: The engine – step 2 of 9",
  result: "It is not there.",
  todo: [],
  evidence: [{ text: "no object", source: "premises: Get-ADSyncCSObject" }],
  readings: [
    {
      title: "The way",
      says: "The object is at 1 of 3 links.",
      columns: ["Link", "State"],
      rows: [
        { cells: ["AD connector space", "there"], mark: "good" },
        { cells: ["metaverse", "not there"], mark: "bad" },
        { cells: ["Entra connector space", "not there"], mark: "" },
      ],
      more: 2,
      source: "Get-ADSyncCSObject",
    },
  ],
  see: [
    { text: "Get-ADSyncCSObject -ConnectorName 'contoso.com'", isCommand: true },
    { text: "Synchronization Service Manager › Connectors", isCommand: false },
  ],
  why: "Without it nothing follows.",
  now: "The cmdlet is the same today.",
  answers: [],
  repairs: [],
  tally: [],
  hasNext: true,
  toRepair: true,
  problem: { node: "objects.matching", title: "The sourceAnchor on both sides is the same" },
  changes: [],
};
const WIDE: readonly ReadingShown[] = [
  {
    title: "Endpoints, probed from the server",
    says: "2 endpoints were probed, 2 of them open.",
    columns: ["Endpoint", "DNS", "TCP", "TLS, HTTP"],
    rows: ["login", "adminwebservice"].map((host) => ({
      cells: [`${host}.microsoftonline.com:443`, "203.0.113.10", "open", "Tls12, 200"],
      mark: "good",
    })),
    more: 0,
    source: "DNS, TCP, TLS and HTTP from the server",
  },
  {
    title: "The anchors of both sides",
    says: "No cloud account carries the anchor of the AD account.",
    columns: ["Where", "Value"],
    rows: [
      { cells: ["AD objectGUID", "6bfc4560-7372-58e4-b8d6-ff84a12ca4df"], mark: "" },
      { cells: ["AD objectGUID, base64", "YEX8a3Jz5Fi41v+EoSyk3w=="], mark: "" },
    ],
    more: 0,
    source: "GET /users",
  },
];
const TALLY: Tally = [
  { state: "problem", count: 1 },
  { state: "look", count: 1 },
  { state: "unread", count: 2 },
  { state: "good", count: 3 },
  { state: "hand", count: 1 },
  { state: "none", count: 1 },
];
const readingOf = (text: string): ReadingShown => ({
  title: text,
  says: text,
  columns: [text, text, text, text],
  rows: Array.from({ length: 12 }, () => ({ cells: [text, text, text, text], mark: "bad" as const })),
  more: 500,
  source: text,
});
/** An approval of a plan in a state, with what goes with it: who decided, and the step that ran. */
export const decided = (s: ApprovalState): Approval =>
  approval({
    state: s,
    ...(s === "pending" || s === "expired"
      ? {}
      : {
          decisions: [
            {
              by: person("second", "Sam Second"),
              at: AT,
              verdict: s === "declined" ? ("declined" as const) : ("approved" as const),
              reason: "checked",
            },
          ],
        }),
    ...(s === "done" || s === "running" || s === "failed" || s === "unknown"
      ? { steps: [{ command: 0, commandId: "x", state: s, at: AT, detail: "" }] }
      : {}),
  });
const both = (text: string): InEvery => ({ en: text, de: text });
const fault = (name: string, kind: Fault["kind"]): Fault => ({
  kind,
  id: `id of ${name}`,
  displayName: name,
  name: "dana@contoso.com",
  what: "ProxyAddresses",
  category: "PropertyConflict",
  since: AT,
});
const faultsWith = (faults: Fault[]): TenantFaults => ({
  withheld: seen(faults, { system: "entra", via: "GET /users" }),
  services: unreadable("denied", "403"),
});
/** Values of the directory that a card must bear: the person's name, and `long` times as many lists, of values of 10,000 characters each. */
export interface Outside {
  readonly name?: string;
  readonly long?: number;
  /** One of the values of those lists, in place of 10,000 characters. */
  readonly value?: (i: number) => string;
}
/** Each state of each card by the name of its golden: the one list that goldens, drawings and hostile values share. */
export const cardStates = (over: Outside = {}): Record<string, Card> => {
  const name = over.name ?? "Dana Petrov",
    many = <T>(make: (i: number) => T, n = over.long ?? 0): T[] => Array.from({ length: n }, (_, i) => make(i)),
    big = (i: number) => over.value?.(i) ?? `${i} ${"x".repeat(over.long === undefined ? 0 : 10_000)}`;
  const d = diagnosis({
    subject: { ...diagnosis().subject, displayName: name },
    ...(over.long === undefined
      ? {}
      : {
          rootCause: {
            ...diagnosis().rootCause,
            evidence: many((i) => ({ text: big(i), source: big(i) })),
          },
          findings: many((i) => ({
            ...diagnosis().findings[0]!,
            data: { user: big(i), target: big(i), theirs: big(i), ours: big(i) },
          })),
          notChecked: many((i) => ({ what: big(i), why: big(i) })),
          stages: STAGES.map((stage, i) => ({ stage, state: "well", evidence: [{ text: big(i), source: "" }] })),
          objects: many((i) => ({ where: "AD", name: big(i), detail: big(i) })),
        }),
  });
  const c = triageCase({ diagnosis: d, ask: name });
  const p = plan({
    title: `Join ${name}`,
    summary: `Joins ${name}.`,
    changes: [
      { what: "displayName", before: name, after: big(1) },
      ...many((i) => ({ what: big(i), before: big(i), after: big(i) })),
    ],
    touches: [name, ...many(big)],
  });
  return {
    progress: progressCard(progressView(name, ["Worked out whom this is about"], "Reading both sides", "en")),
    choose: chooseCard(
      chooseView({
        title: "Whom do you mean?",
        question: `Several fit ${name}.`,
        verb: "pick",
        id: "k",
        options: [
          { title: name, detail: "CN=Dana" },
          { title: "Dan", detail: "" },
          ...many((i) => ({ title: big(i), detail: big(i) })),
        ],
      }),
    ),
    "choose-option": chooseCard(
      chooseView({
        title: "Move the account to a synchronized OU",
        question: "Which OU shall it move to?",
        verb: "choose-option",
        id: "k",
        who: name,
        caseId: "case-1",
        options: [
          { title: "OU=Staff,OU=Europe,DC=contoso,DC=local", detail: "synchronized" },
          { title: name, detail: "2 related accounts stand here" },
        ],
      }),
    ),
    nobody: nobodyCard(
      nobodyView(
        {
          asked: [name, ...many(big, 2)],
          places: [
            { place: both("Active Directory: contoso.local") },
            { place: both("Users in Microsoft Entra ID") },
            ...many((i) => ({ place: both(big(i)) })),
          ],
          unread: 0,
          nearest: [
            { title: name, name: "dana.p@contoso.com", department: "Finance" },
            { title: "Dan", name: "" },
            ...many((i) => ({ title: big(i), name: big(i), department: big(i) })),
          ],
        },
        "k",
        "en",
      ),
    ),
    people: peopleCard(
      peopleView(
        {
          key: "k",
          people: [
            { name, is: { kind: "case", case: c } },
            { name: "Omar Haddad", is: { kind: "none" } },
            { name: "ravi.kapoor@contoso.com", is: { kind: "several" } },
            { name: big(1), is: { kind: "failed", says: both("the sync server did not answer") } },
            ...many((i): PeopleList["people"][number] => ({ name: big(i), is: { kind: "unread" } }), 6),
          ],
          later: [...Array.from({ length: 12 }, (_, i) => `user${i}@contoso.com`), ...many(big)],
          isGoneOn: false,
          unread: 12,
        },
        "en",
      ),
    ),
    "people-going": peopleCard(
      peopleView(
        {
          key: "k",
          people: [
            { name, is: { kind: "case", case: c } },
            { name: "Omar Haddad", is: { kind: "waiting" } },
          ],
          later: [],
          isGoneOn: true,
          unread: 0,
        },
        "de",
      ),
    ),
    "nobody-unread": nobodyCard(
      nobodyView(
        {
          asked: [name],
          places: [
            {
              place: both("Active Directory"),
              unread: { why: both("the agent on the sync server does not answer"), help: both("Start it.") },
            },
            { place: both("Users in Microsoft Entra ID") },
          ],
          unread: 1200,
          nearest: [],
        },
        "k",
        "de",
      ),
    ),
    diagnosis: diagnosisCard(diagnosisView(c, d)),
    "diagnosis-bare": diagnosisCard(
      diagnosisView(
        c,
        diagnosis({
          rootCause: { ...d.rootCause, evidence: [] },
          findings: [],
          notChecked: [],
          remediations: [],
          stages: [],
          open: [],
          objects: [],
        }),
      ),
    ),
    "diagnosis-waiting": diagnosisCard(
      diagnosisView({ ...c, state: "awaiting-approval" }, d, {
        ...decided("pending"),
        plan: p,
        asked: [person("second", name), person("third", "Tia Third")],
      }),
    ),
    "diagnosis-repaired": diagnosisCard(
      diagnosisView(
        {
          ...c,
          state: "partly",
          confirmation: { at: AT, state: "partly", better: [], left: [], notes: [] },
          followUpAt: AT,
        },
        d,
        { ...decided("done"), plan: p, endedAt: AT },
      ),
    ),
    walk: walkCard(
      walkCardView("case-1", {
        ...step,
        who: d.subject,
        result: `${name} is not there.`,
        readings: [...step.readings, ...many(() => readingOf(big(1)))],
        see: [...step.see, ...many((i) => ({ text: big(i), isCommand: true }))],
        todo: many(big),
      }),
    ),
    "walk-good": walkCard(
      walkCardView("case-1", {
        ...step,
        state: "good",
        evidence: [],
        see: [],
        now: "",
        toRepair: false,
        readings: [],
        changes: ["Looked again: not in order → in order."],
      }),
    ),
    "walk-wide": walkCard(walkCardView("case-1", { ...step, who: d.subject, state: "good", readings: WIDE })),
    "walk-repair": walkCard(
      walkCardView("case-1", {
        ...step,
        state: "repair",
        readings: [],
        todo: [`Move ${name}.`],
        repairs: ["move-to-synced-ou"],
      }),
    ),
    "walk-question": walkCard(
      walkCardView("case-1", {
        ...step,
        state: "question",
        hasNext: false,
        answers: [
          { id: "keep", title: "Keep the cloud account" },
          { id: "remove", title: "Remove the stale one" },
        ],
      }),
    ),
    "walk-overview": walkOverviewCard(
      walkOverviewView("case-1", {
        kind: "overview",
        who: d.subject,
        says: `One step is not in order: ${name}.`,
        chapters: [
          { node: "basics.person", title: "How an account reaches the cloud", state: "problem", tally: TALLY },
          { node: "network.ports", title: "The way to the cloud", state: "good", tally: [{ state: "good", count: 4 }] },
          { node: "logs.manager", title: "Logs", state: "hand", tally: [{ state: "hand", count: 3 }] },
        ],
        tally: TALLY,
        problem: { node: "basics.scope", title: `Where ${name} stops` },
      }),
    ),
    ...Object.fromEntries(
      APPROVAL_STATES.map((s) => [`approval-${s}`, approvalCard(approvalView({ ...decided(s), plan: p }))]),
    ),
    "approval-grave": approvalCard(approvalView({ ...decided("pending"), plan: p, typed: name, proof: true })),
    "approval-broken": approvalCard(
      approvalView({
        ...decided("failed"),
        plan: p,
        aftermath: {
          at: AT,
          says: [`${name}: mail was (empty), is x.`, "It cannot go on: The world has changed since.", ...many(big)],
          offers: ["put-back", "go-on"],
        },
      }),
    ),
    "approval-undoable": approvalCard(
      approvalView({ ...decided("done"), plan: p, aftermath: { at: AT, says: [], offers: ["undo"] } }),
    ),
    "summary-case": summaryCard(caseSummary({ ...c, openedBy: { ...c.openedBy, channelId: "29:a" } }), {
      ...c,
      openedBy: { ...c.openedBy, channelId: "29:a" },
    }),
    "summary-approval": summaryCard(approvalSummary({ ...decided("pending"), plan: p }, c)),
    "summary-outcome": summaryCard(outcomeSummary(c)),
    "confirmation-resolved": confirmationCard(
      confirmationView(
        {
          ...c,
          confirmation: { at: AT, state: "resolved", better: [`${name} has arrived.`], left: [], notes: [] },
          followUpAt: AT,
        },
        { ...decided("done"), aftermath: { at: AT, says: [], offers: ["undo"] } },
      ),
    ),
    "confirmation-open": confirmationCard(
      confirmationView({
        ...c,
        confirmation: {
          at: AT,
          state: "unresolved",
          better: [],
          left: ["The cycle brought nothing.", ...many(big)],
          notes: [],
        },
      }),
    ),
    report: reportCard(
      reportView(
        { ...c, state: "resolved", incident: "INC0012345" },
        reportOf(
          {
            ...c,
            state: "resolved",
            incident: "INC0012345",
            earlier: { count: 3, since: AT, solvedBy: [{ remediation: "hard-match", times: 2 }] },
            confirmation: { at: AT, state: "resolved", better: [`${name} has arrived.`], left: [], notes: [] },
            followUpAt: AT,
            timeline: [{ at: AT, what: "Case opened.", by: name }, ...many((i) => ({ at: AT, what: big(i) }))],
          },
          [{ ...decided("done"), plan: p }],
          AT,
        ),
      ),
    ),
    "report-bare": reportCard(reportView(c, reportOf(c, [], AT, "de"))),
    share: shareCard("case-1", reportMarkdown(reportOf(c, [{ ...decided("done"), plan: p }], AT))),
    feedback: feedbackCard(feedbackView(c, undefined, "en")),
    "feedback-given": feedbackCard(
      feedbackView(
        c,
        {
          by: person("admin", name),
          at: AT,
          cause: "anchor-mismatch",
          isRight: false,
          was: "sync-pending",
          words: `${name} waited.`,
        },
        "de",
      ),
    ),
    "notice-help": helpCard(),
    "notice-help-de": helpCard("de"),
    health: healthCard(
      healthView(
        {
          at: AT,
          problems: [{ ...diagnosis().findings[0]!, code: "staging-mode" }],
          readings: [
            {
              id: "scheduler",
              state: "seen",
              says: "The scheduler is on, the server is in staging mode.",
              rows: [{ cells: ["StagingModeEnabled", "yes"], mark: "bad" }],
              more: 0,
              source: "Get-ADSyncScheduler",
            },
            {
              id: "runs",
              state: "seen",
              says: "The last 2 runs: none broke off.",
              rows: [
                { cells: [`Export, ${name}`, "success", "1 / 0 / 0 / 0", { at: AT }], mark: "good" },
                ...many((i) => ({ cells: [big(i), big(i), big(i), { at: AT }] })),
              ],
              more: 0,
              source: "Get-ADSyncRunProfileResult",
            },
            {
              id: "jobs",
              state: "unread",
              says: "Could not be read: access was denied.",
              rows: [],
              more: 0,
              source: "",
            },
          ],
          agent: "1.0",
          heartbeat: AT,
        },
        "en",
      ),
    ),
    "health-unread": healthCard(
      healthView({ at: AT, problems: [], readings: [], agent: undefined, heartbeat: undefined }, "de", false),
    ),
    faults: faultsCard(
      faultsView(
        faultsWith([fault(name, "user"), fault("Sales", "group"), ...many((i) => fault(big(i), "user"))]),
        0,
        "en",
      ),
    ),
    "faults-channel": faultsCard(faultsView(faultsWith([fault(name, "user")]), 0, "de", false)),
    "faults-none": faultsCard(faultsView(faultsWith([]), 0, "en")),
    "notice-welcome": welcomeCard("en"),
    "notice-unclear": unclearCard({ body: name, likely: ["health", "errors", "cases"] }, "en"),
    "notice-wish": wishCard("password", [name, ...many(big)], "en"),
    "notice-explain": explainCard(["8344", big(1), ...many(big)].map(meaningOf), "en"),
    "notice-approvers": approversCard(
      [
        { risk: "trigger", roles: ["8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2"], groups: [], people: 1, requesterMay: true },
        { risk: "write", roles: [], groups: [big(1)], people: 1, requesterMay: false },
        { risk: "grave", roles: [], groups: [], people: 2, requesterMay: true },
      ],
      "en",
    ),
    "notice-refusal": notice("Not allowed", `You may not, ${name}.`),
    "notice-error": notice("That did not work", "Try again."),
    cases: casesCard(casesView("Cases", [c, ...many(() => c)])),
  };
};
