import assert from "node:assert/strict";
import { unreadable, type Facts, type FactSet, type Finding, type RootCause, type Topic } from "../../src/domain";
import { diagnosisOf } from "../../src/triage/diagnosis";
import { LOOKS } from "../../src/triage/words";
import { AAD, chain, connectors, csObject, factsOf, linked, person } from "../checks/scope/world";
import { terms } from "../checks/shared/people";

const COST = { graphRequests: 0, graphReads: 0, relayRoundTrips: 0, wallMs: 0, slowestCheckMs: 0 };
const said = (code: RootCause, more: Partial<Finding> = {}): Finding => ({
  check: `t.${code}`,
  verdict: "warn",
  message: "m",
  code,
  proof: "measured",
  standing: "benign",
  data: {},
  evidence: [],
  suggests: [],
  ...more,
});
const synced: Partial<Facts> = {
  "ad.user": person({ department: "Treasury" }),
  "entra.user": linked({ department: "Treasury" }),
  "server.connectors": connectors(),
  "cs.chain": chain({
    adCs: csObject,
    mv: { ObjectId: "m", Lineage: [], Attributes: {} },
    entraCs: { ...csObject, ConnectorName: AAD },
  }),
};
const asking = (text: string, ...topics: Topic[]): Partial<Facts> => ({ ask: { ...terms(text), text, topics } });
const judged = (facts: FactSet, ...verdicts: Finding[]) =>
  diagnosisOf({ facts, verdicts, cost: COST, offer: () => [], walk: () => [] });
const verdict = (given: Partial<Facts>, ...verdicts: Finding[]): string => {
  const { code, confidence } = judged(factsOf(given), ...verdicts).rootCause;
  return `${code}, ${confidence}`;
};

describe("health", () => {
  const arrived = said("already-synced");
  it("is said where every stage that was asked about is shown well, and never certain", () =>
    assert.equal(verdict({ ...synced, ...asking("ann.berg@contoso.com") }, arrived), "already-synced, likely"));
  for (const topic of ["mailbox", "licence", "password", "sign-in", "writeback", "group", "list"] as const)
    it(`is not said of a ${topic} that was not shown`, () =>
      assert.equal(
        verdict({ ...synced, ...asking("ann.berg@contoso.com", topic) }, arrived),
        "undetermined, possible",
      ));
  it("is said of a value that was compared, not of one that nobody compared", () => {
    assert.equal(
      verdict({ ...synced, ...asking("Ann Berg's department", "value") }, arrived),
      "already-synced, likely",
    );
    assert.equal(verdict({ ...synced, ...asking("Ann Berg's photo", "value") }, arrived), "undetermined, possible");
  });
});

describe("abstention", () => {
  it("names the last stage shown well, the first that is not, and the one look that would tell", () => {
    const [first] = judged(factsOf({ ...synced, ...asking("ann.berg@contoso.com", "password") })).findings;
    assert.deepEqual([first?.data["shown"], first?.data["stop"], first?.message], ["values", "sign-in", "password"]);
  });
  it("has one look for every place where an object can stop", () => {
    for (const look of Object.values(LOOKS)) assert.match(JSON.stringify(look), /The one look that would tell/);
  });
});

describe("an agent that is offline", () => {
  const offline = said("agent-offline", { standing: "degrading", verdict: "fail" });
  const blind = (given: Partial<Facts>): FactSet =>
    new Proxy(factsOf(given), {
      get: (facts, key: keyof FactSet) =>
        given[key as keyof Facts] === undefined && /^(ad|cs|server)\./.test(key)
          ? unreadable("offline", "no listener")
          : facts[key],
    });
  it("comes first where nothing else is claimed, and never as certain", () => {
    const { code, confidence } = judged(blind(asking("ann.berg@contoso.com")), offline).rootCause;
    assert.equal(code, "agent-offline");
    assert.notEqual(confidence, "certain");
  });
  it("stands behind what the cloud alone proves, which is not certain then", () => {
    const d = judged(
      blind({ ...asking("ann.berg@contoso.com"), "entra.user": linked() }),
      offline,
      said("present-but-unlicensed", { standing: "shown", verdict: "fail" }),
    );
    assert.deepEqual([d.rootCause.code, d.rootCause.confidence], ["present-but-unlicensed", "likely"]);
  });
});

describe("nobody", () => {
  const nobody = said("user-not-found");
  it("is certain only of an exact identifier", () => {
    assert.equal(verdict(asking("ann.berg@contoso.com"), nobody).startsWith("user-not-found"), true);
    const byName = {
      ask: {
        ...terms(""),
        text: "Ann Berg",
        terms: { upns: [], sams: [], names: ["Ann Berg"], departments: [], ids: [] },
      },
    };
    assert.notEqual(verdict(byName, nobody), "user-not-found, certain");
  });
});
