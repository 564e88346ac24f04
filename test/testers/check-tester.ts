/** Tries one check by a table of cases, as ESLint's RuleTester does a rule: where it fires, and where its neighbour must not make it fire. */
import assert from "node:assert/strict";
import { PARTS, personOf, type Person } from "../../src/identity/person";
import {
  absent,
  FACT_KEYS,
  FACTS,
  fill,
  LANGUAGES,
  seen,
  unreadable,
  type AnyCheck,
  type Fact,
  type FactKey,
  type Facts,
  type FactSet,
  isBlaming,
  wordsIn,
  type Claim,
  type Proof,
  type Proposal,
  type RootCause,
  type Standing,
  type Value,
  type Verdict,
} from "../../src/domain";

/** Facts of a case: a bare value reads as seen, `"absent"`-state and unreadable facts are given whole. What is left out is empty where it is a list, else absent. */
export type GivenFacts = { readonly [K in FactKey]?: Facts[K] | Fact<Facts[K]> };
export interface CheckCase {
  readonly name: string;
  readonly facts: GivenFacts;
  readonly verdict: Verdict;
  readonly message: string;
  /** Blaming messages that must not come of these facts, though they lie close to a case that gives them: it gives at least the facts of one. */
  readonly not?: readonly string[];
  readonly data?: Readonly<Record<string, Value>>;
  readonly code?: RootCause;
  readonly standing?: Standing;
  readonly proof?: Proof;
  readonly since?: string;
  readonly settles?: readonly FactKey[];
  readonly effectOf?: readonly RootCause[];
  readonly suggests?: readonly string[];
  readonly proposal?: Proposal;
}
const FROM = { system: "premises", via: "check-tester" } as const;
/** Asked and nothing found is an empty list where the fact is one. */
const isList = (key: string): boolean => FACT_KEYS.some((k) => k === key && FACTS[k].shape === "list");
const isFact = (v: unknown): v is Fact<unknown> =>
  typeof v === "object" &&
  v !== null &&
  "state" in v &&
  ["seen", "absent", "unreadable"].includes((v as { state: string }).state);
/** Every fact, for a check that reads some: unknown keys read as absent. */
export function factsOf(given: GivenFacts): FactSet {
  return new Proxy({} as FactSet, {
    get: (_target, key) => {
      const v = given[key as FactKey];
      return v === undefined ? (isList(String(key)) ? seen([], FROM) : absent(FROM)) : isFact(v) ? v : seen(v, FROM);
    },
  });
}
const list = (o: Claim<string> | readonly Claim<string>[]): readonly Claim<string>[] =>
  Array.isArray(o) ? o : [o as Claim<string>];
const declaredBy = (check: AnyCheck): readonly string[] => [...check.needs, ...(check.wants ?? [])];

/** The facts that the check declares; reading another one throws. */
const declaredFacts = (check: AnyCheck, facts: FactSet): FactSet =>
  new Proxy(facts, {
    get: (target, key) => {
      assert.ok(declaredBy(check).includes(String(key)), `${check.id} reads ${String(key)}, which it does not declare`);
      return target[key as FactKey];
    },
  });
/** The parts of the person that the declared facts prove; reading another one throws. */
const provedPerson = (check: AnyCheck, person: Person): Person =>
  new Proxy(person, {
    get: (target, part: keyof Person) => {
      const lacking = PARTS[part].filter((key) => !declaredBy(check).includes(key));
      assert.deepEqual(
        lacking,
        [],
        `${check.id} reads person.${part}, which is made of facts that it does not declare`,
      );
      return target[part];
    },
  });

/** What a check claims on these facts. */
function claimsOf(check: AnyCheck, given: GivenFacts): readonly Claim<string>[] {
  const facts = factsOf(given);
  return list(check.evaluate(declaredFacts(check, facts), provedPerson(check, personOf(facts))));
}

/** A table says words of the product in English. */
const inEnglish = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(inEnglish)
    : typeof value !== "object" || value === null
      ? value
      : "en" in value && "de" in value
        ? value.en
        : Object.fromEntries(Object.entries(value).map(([key, v]) => [key, inEnglish(v)]));
/** One case: the claim that it expects, every placeholder of its words filled, and none of the claims that it excludes. */
function tryCase(check: AnyCheck, c: CheckCase): void {
  const claims = claimsOf(check, c.facts);
  const messages = claims.map((claim) => claim.message);
  const hit = claims.find((claim) => claim.message === c.message);
  assert.ok(hit, `expected ${c.message}, got ${messages.join(", ")}`);
  assert.deepEqual(
    (c.not ?? []).filter((m) => messages.includes(m)),
    [],
    "a neighbour makes it fire",
  );
  const spec = check.messages[hit.message];
  assert.ok(spec !== undefined, `message ${hit.message} is not declared`);
  const texts = isBlaming(spec) ? [spec.text, ...(spec.advice ?? [])] : [spec];
  for (const text of texts)
    for (const language of LANGUAGES)
      assert.doesNotMatch(
        fill(wordsIn(text, language), hit.data ?? {}, language),
        /\{\w+\}/,
        "a placeholder has no value",
      );
  if (hit.verdict === "fail") assert.ok((hit.evidence ?? []).length > 0, "a fault needs evidence");

  assert.equal(hit.verdict, c.verdict);
  if (c.data !== undefined)
    for (const [key, value] of Object.entries(c.data)) assert.deepEqual(inEnglish(hit.data?.[key]), value, key);
  if (c.code !== undefined) assert.equal(isBlaming(spec) ? spec.code : undefined, c.code);
  if (c.suggests !== undefined) assert.deepEqual(hit.suggests ?? [], c.suggests);
  const whole = { standing: "shown", proof: "measured", ...hit };
  for (const key of ["standing", "proof", "since", "settles", "effectOf", "proposal"] as const)
    if (c[key] !== undefined) assert.deepEqual(inEnglish(whole[key]), c[key], key);
}

/** Blaming messages without a neighbour: a case that excludes the message and gives every fact that some case gives in which it comes. */
function withoutNeighbour(check: AnyCheck, cases: readonly CheckCase[]): string[] {
  const keysOf = (c: CheckCase): string[] => Object.keys(c.facts);
  const isNear = (message: string, c: CheckCase): boolean =>
    cases.some((f) => f.message === message && keysOf(f).every((key) => keysOf(c).includes(key)));
  return Object.entries(check.messages)
    .filter(([, message]) => isBlaming(message))
    .map(([id]) => id)
    .filter((id) => !cases.some((c) => c.not?.includes(id) === true && isNear(id, c)));
}

/**
 * A table of cases of one check. Demands each message in a case and each blaming one in a case where a neighbour must not make it fire,
 * refuses duplicate cases, and tries every needed fact absent and every wanted one unreadable.
 */
export function testCheck(check: AnyCheck, cases: readonly CheckCase[]): void {
  describe(check.id, () => {
    for (const c of cases) it(`${c.verdict}: ${c.name}`, () => tryCase(check, c));
    it("meets every message, and no case twice", () => {
      const expected = cases.map((c) => c.message);
      const unmet = Object.keys(check.messages).filter((m) => !expected.includes(m));
      assert.equal(unmet.length, 0, `no row comes to ${unmet.join(", ")}: add one for each`);
      assert.equal(new Set(cases.map((c) => c.name)).size, cases.length, "two cases have one name");
      const rows = cases.map((c) => JSON.stringify([c.facts, c.message]));
      assert.equal(new Set(rows).size, cases.length, "two cases are the same");
      for (const m of cases.flatMap((c) => c.not ?? []))
        assert.ok(isBlaming(check.messages[m]), `${m} is no blaming message of ${check.id}`);
    });
    it("does not fire for its neighbours", () => {
      const without = withoutNeighbour(check, cases);
      const wanted = `\`not: [message]\` that gives every fact of a row in which it comes`;
      assert.equal(without.length, 0, `${without.join(", ")} has no near neighbour: add a row with ${wanted}`);
    });
    it("stands every needed fact absent and every wanted one unreadable", () => {
      for (const c of cases) {
        const stands = (key: FactKey, fact: Fact<unknown>) =>
          assert.ok(claimsOf(check, { ...c.facts, [key]: fact }).length > 0, key);
        for (const key of check.needs) stands(key, absent(FROM));
        for (const key of check.wants ?? []) stands(key, unreadable("offline", "no answer"));
      }
    });
  });
}
