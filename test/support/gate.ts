/** What is missing or disagrees in the project, each with what to add. Pure, so that the gate itself can be tried on a project with a part left out. */
import type { CheckUnit, Project } from "./project";

/** Causes that no check names: the diagnosis itself does. */
const NAMED_BY_THE_DIAGNOSIS = ["undetermined"];
const sorted = (list: readonly string[]): boolean =>
  list.every((x, i) => i === 0 || (list[i - 1] ?? "").localeCompare(x) < 0);
const stem = (file: string): string => file.replace(/^src\//, "").replace(/\.ts$/, "");

export const faultsOf = (p: Project): string[] => [
  ...checkFaults(p),
  ...vocabularyFaults(p),
  ...guideFaults(p),
  ...remediationFaults(p),
  ...cardFaults(p),
  ...factFaults(p),
  ...docFaults(p),
  ...p.todos.map((at) => `${at} is still to be filled in: write what it asks for.`),
];

function checkFaults(p: Project): string[] {
  const nodes = new Set(p.guide.map((n) => n.id));
  const one = (c: CheckUnit): string[] => [
    ...(c.file === `src/checks/${c.id.replace(".", "/")}.ts`
      ? []
      : [
          `${c.file} defines the check ${c.id}: move it to src/checks/${c.id.replace(".", "/")}.ts (ids never change).`,
        ]),
    ...(p.checkIndex.includes(c.id) ? [] : [`The check ${c.id} runs nowhere: add it to the index.ts of its folder.`]),
    ...(c.spec.includes("testCheck(")
      ? []
      : [
          `The check ${c.id} has no table of cases: write test/${stem(c.file)}.spec.ts with testCheck (npm run new:check shows the form).`,
        ]),
    ...(nodes.has(c.guide)
      ? []
      : [
          `The check ${c.id} answers for the guide node ${c.guide}, which does not exist: name one of src/guide, or add it with npm run new:step.`,
        ]),
  ];
  const unknown = p.checkIndex.filter((id) => !p.checks.some((c) => c.id === id));
  return [
    ...p.checks.flatMap(one),
    ...unknown.map((id) => `The index names the check ${id}, and no file of src/checks exports it by default.`),
    ...(sorted(p.checkIndex) ? [] : ["src/checks/index.ts is not sorted by id."]),
  ];
}
function vocabularyFaults(p: Project): string[] {
  const named = new Set(p.checks.flatMap((c) => c.codes));
  const guided = new Set(p.guide.filter((n) => n.kind === "check").flatMap((n) => n.codes));
  return p.rootCauses.flatMap((code) => [
    ...(named.has(code) || NAMED_BY_THE_DIAGNOSIS.includes(code)
      ? []
      : [`No check names the root cause ${code}: add a message with that code, or take it out of the vocabulary.`]),
    ...(guided.has(code) || NAMED_BY_THE_DIAGNOSIS.includes(code)
      ? []
      : [`No check node of the guide lists ${code}: add it to the codes of a node in src/guide.`]),
  ]);
}
function guideFaults(p: Project): string[] {
  const known = new Map(p.guide.map((n) => [n.id, n]));
  const reached = new Set([p.start]);
  for (const id of reached) for (const to of known.get(id)?.exits ?? []) reached.add(to);
  return p.guide.flatMap((n) => [
    ...(reached.has(n.id)
      ? []
      : [
          `No way through the guide leads to the step ${n.id}: let the step before it go on to "${n.id}" (src/guide; npm run new:step writes both).`,
        ]),
    ...[...new Set(n.exits)]
      .filter((to) => !known.has(to))
      .map((to) => `The guide step ${n.id} leads to ${to}, which does not exist: name a step of src/guide.`),
  ]);
}
function remediationFaults(p: Project): string[] {
  const files = new Set(p.remediations.map((r) => r.id));
  return [
    ...p.remediations.flatMap((r) => [
      ...(r.file.endsWith(`/${r.id}.ts`)
        ? []
        : [`${r.file} defines the remediation ${r.id}: name the file ${r.id}.ts.`]),
      ...(p.remediationIndex.includes(r.id)
        ? []
        : [`The remediation ${r.id} cannot be planned: add it to src/remediations/index.ts.`]),
      ...(p.remediationIds.includes(r.id)
        ? []
        : [`The remediation ${r.id} is not in REMEDIATIONS (src/domain/vocabulary.ts).`]),
      ...(r.spec.includes("testRemediation(")
        ? []
        : [
            `The remediation ${r.id} has no test: write test/${stem(r.file)}.spec.ts with testRemediation, its plans and its refusals.`,
          ]),
      ...(/refuses: \[\s*\]/.test(r.spec)
        ? [
            `The remediation ${r.id} is tried with no refusal: add to test/${stem(r.file)}.spec.ts each case in which it must not act.`,
          ]
        : []),
      ...(p.suggested.has(r.id)
        ? []
        : [`No check suggests the remediation ${r.id}: name it in the \`suggests\` of the claim that it mends.`]),
    ]),
    ...p.remediationIds
      .filter((id) => !files.has(id))
      .map(
        (id) =>
          `The vocabulary has the remediation ${id}, and no file of src/remediations defines it (npm run new:remediation -- ${id}).`,
      ),
    ...(sorted(p.remediationIndex) ? [] : ["src/remediations/index.ts is not sorted by id."]),
  ];
}
function cardFaults(p: Project): string[] {
  return [
    ...p.cards.flatMap((c) => [
      ...(c.hasView ? [] : [`The template ${c.name} has no view: write src/cards/${c.name}.ts.`]),
      ...(c.goldens.length > 0
        ? []
        : [
            `The card ${c.name} has no golden: add its states to test/cards/states.ts and run test/cards/cards.spec.ts with GOLDENS=write.`,
          ]),
    ]),
    ...p.cards
      .filter((c) => c.goldens.length > 0 && !c.tried)
      .map((c) => `The goldens of the card ${c.name} are made by no test: add its states to test/cards/states.ts.`),
    ...p.goldens
      .filter((g) => !p.cards.some((c) => c.goldens.includes(g)))
      .map((g) => `test/cards/goldens/${g}.json belongs to no card: name it after one, or delete it.`),
    ...p.verbs
      .filter((v) => !p.templates.includes(`"${v}"`))
      .map((v) => `No card has a button with the verb ${v}: use it, or take it out of src/cards/verbs.ts.`),
    ...p.verbs
      .filter((v) => !new RegExp(`^\\s*("${v}"|${v}):`, "m").test(p.verbTable))
      .map((v) => `The bot has no handler for the verb ${v}: add it to src/bot/verbs.ts.`),
  ];
}
/** Paths of Graph that a fact is read from, `*` for any segment. */
const pathsOf = (from: string): string[] =>
  from.startsWith("GET ") ? [...from.matchAll(/\/[\w./{}-]+/g)].map((m) => m[0].replace(/\{\w+\}/g, "*")) : [];
function factFaults(p: Project): string[] {
  const answered = (path: string): boolean => p.routes.some((r) => r === path || r.startsWith(`${path}/`));
  return p.facts.flatMap(({ key, from, ofTenant }) => [
    ...(p.readers.includes(`"${key}"`) || new RegExp(`facts\\.${key}\\b`).test(p.readers)
      ? []
      : [
          `The fact ${key} is collected and read by nobody: let a check need it, or take its row out of FACTS (src/domain/facts.ts).`,
        ]),
    ...pathsOf(from)
      .filter((path) => !answered(path))
      .map(
        (path) =>
          `The fact ${key} is read from ${path}, which the emulator does not answer: add GET to src/lab/graph/routes.ts (npm run new:fact shows the form).`,
      ),
    ...(!ofTenant || p.bench.includes(`"${key}"`)
      ? []
      : [`bench/reads.ts does not know what brings the fact ${key}: add the pattern of its path to BRINGS.`]),
    ...(!ofTenant || p.readSpec.includes(`["${key}"]`)
      ? []
      : [`No test tries the read of ${key} refused: add it to the reads of test/graph/graph-directory.spec.ts.`]),
  ]);
}
const docFaults = (p: Project): string[] =>
  p.docs.filter((d) => !d.fresh).map((d) => `${d.page} is stale: run npm run docs.`);
