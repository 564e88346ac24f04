/** A case, its plan and its approval, for the tests of cards and bot. */
import type { Approval, Diagnosis, Finding, Person, Plan, TriageCase } from "../../src/domain";

export const TENANT = "11111111-1111-4111-8111-111111111111",
  AT = "2026-03-02T09:00:00.000Z";
export const person = (id: string, name = id): Person => ({ id, tenantId: TENANT, name });
const finding: Finding = {
  check: "matching.anchor-differs",
  verdict: "fail",
  message: "differs",
  code: "anchor-mismatch",
  confidence: "certain",
  standing: "shown",
  data: { user: "dana@contoso.com", target: "dana.p@contoso.com", theirs: "AAA=", ours: "BBB=" },
  evidence: [],
  suggests: ["hard-match"],
};
export const diagnosis = (more: Partial<Diagnosis> = {}): Diagnosis => ({
  subject: {
    userPrincipalName: "dana@contoso.com",
    cloudId: "c1",
    distinguishedName: "CN=Dana,OU=Staff,DC=contoso,DC=com",
    displayName: "Dana Petrov",
    objectGUID: "g1",
  },
  rootCause: {
    code: "anchor-mismatch",
    confidence: "certain",
    evidence: [
      { text: "onPremisesImmutableId is AAA=", source: "entra: GET /users/c1" },
      { text: "objectGUID gives BBB=", source: "premises: Get-ADUser" },
    ],
  },
  findings: [
    finding,
    {
      ...finding,
      check: "cloud-object.licensed",
      code: "present-but-unlicensed",
      message: "unlicensed",
      data: { target: "dana@contoso.com", location: "none" },
    },
  ],
  verdicts: [finding],
  notChecked: [{ what: "sign-ins", why: "denied: 403" }],
  remediations: [{ id: "hard-match", title: "Join the two accounts", risk: "grave", approvals: 1 }],
  walk: [],
  stages: [
    { stage: "ad", state: "well", evidence: [{ text: "the account exists", source: "premises: LDAP" }] },
    { stage: "import", state: "unknown", evidence: [] },
    { stage: "join", state: "broken", evidence: [{ text: "not projected", source: "premises: Get-ADSyncMVObject" }] },
    { stage: "export", state: "unknown", evidence: [] },
    { stage: "cloud-object", state: "broken", evidence: [{ text: "no such user", source: "entra: GET /users" }] },
    { stage: "values", state: "unknown", evidence: [] },
  ],
  asked: "cloud-object",
  open: [
    {
      kind: "error",
      about: "LargeObject",
      stage: "export",
      scope: "subject",
      evidence: [{ text: "The engine holds LargeObject", source: "premises: Get-ADSyncCSObject" }],
    },
  ],
  objects: [
    {
      where: "Active Directory",
      name: "dana",
      holds: [
        { what: "upn", values: ["dana@contoso.com"] },
        { what: "anchor", values: ["BBB="] },
      ],
    },
    {
      where: "Microsoft Entra ID",
      name: "dana@contoso.com",
      holds: [
        { what: "upn", values: ["dana@contoso.com"], differs: false },
        { what: "anchor", values: ["AAA="], differs: true },
        { what: "licences", values: ["1"] },
      ],
    },
  ],
  cost: { graphRequests: 1, graphReads: 3, relayRoundTrips: 1, wallMs: 10, slowestCheckMs: 1 },
  ...more,
});
export const triageCase = (more: Partial<TriageCase> = {}): TriageCase => ({
  id: "case-1",
  revision: 1,
  state: "diagnosed",
  tenantId: TENANT,
  openedBy: person("admin", "Ada Admin"),
  openedAt: AT,
  conversationId: "chat",
  ask: "dana",
  diagnosis: diagnosis(),
  approvalIds: [],
  timeline: [],
  ...more,
});
export const plan = (more: Partial<Plan> = {}): Plan => ({
  remediation: "hard-match",
  title: "Join dana@contoso.com to the AD account",
  risk: "write",
  summary: "Writes the anchor of the AD account to the cloud user.",
  changes: [{ what: "onPremisesImmutableId", before: "AAA=", after: "BBB=" }],
  touches: ["The next cycle takes over the cloud user's attributes."],
  commands: [{ system: "entra", kind: "update-user", id: "c1", set: { onPremisesImmutableId: "BBB=" } }],
  expects: [],
  before: [],
  undo: [{ command: { system: "entra", kind: "update-user", id: "c1", set: { onPremisesImmutableId: "AAA=" } } }],
  verify: { kind: "user-linked", immutableIds: ["BBB="] },
  ...more,
});
export const approval = (more: Partial<Approval> = {}): Approval => ({
  id: "approval-1",
  about: "Dana Petrov · dana@contoso.com",
  caseId: "case-1",
  revision: 1,
  state: "pending",
  plan: plan(),
  planDigest: "d",
  requestedBy: person("admin", "Ada Admin"),
  createdAt: AT,
  expiresAt: "2026-03-02T09:15:00.000Z",
  needed: 1,
  requesterMayApprove: false,
  decisions: [],
  tenantId: TENANT,
  conversationId: "chat",
  ...more,
});
