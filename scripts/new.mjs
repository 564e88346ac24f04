/**
 * `npm run new:check -- area.name`, `new:remediation -- id`, `new:card -- name`, `new:step -- chapter.name --after node`,
 * `new:fact -- entra.thing --path /graph/path --property name`: writes what the gate asks for, in the form of the neighbours. What it writes compiles;
 * its tests fail, and say what to fill in, until the rule and its rows are written, and the gate names each placeholder that still stands.
 */
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const camel = (name) => name.replace(/-(\w)/g, (_, c) => c.toUpperCase());
const pascal = (name) => camel(`-${name}`);
class Wrong extends Error {}
const wrong = (text) => {
  throw new Wrong(text);
};
/** Path and text of what will be written, all of it or nothing. */
const written = new Map();

async function put(path, text) {
  const file = join(root, path);
  const prettier = await import("prettier");
  written.set(path, await prettier.format(text, { ...(await prettier.resolveConfig(file)), filepath: file }));
}
function writeAll() {
  for (const [path, text] of written) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}
const create = (path, text) =>
  existsSync(join(root, path)) ? wrong(`${path} stands already; nothing was written.`) : put(path, text);
const sourceOf = (path) => readFileSync(join(root, path), "utf8");
const change = (path, edit) => put(path, edit(sourceOf(path)));
/** `path` with each text put before its mark. */
const insert = (path, ...pairs) =>
  change(path, (source) =>
    pairs.reduce((text, [mark, more]) => {
      if (!text.includes(mark))
        wrong(`${path} has no ${mark.trim()} any more, before which a row belongs: mend scripts/new.mjs.`);
      return text.replace(mark, () => more + mark);
    }, source),
  );
const chapterFiles = () => readdirSync(join(root, "src/guide")).filter((f) => f.startsWith("chapters"));
function mustKnow(code) {
  if (!sourceOf("src/domain/vocabulary.ts").includes(`"${code}"`))
    wrong(`There is no root cause ${code}: name one of ROOT_CAUSES (src/domain/vocabulary.ts), or add it there first.`);
}
const folders = (path) =>
  readdirSync(join(root, path), { withFileTypes: true })
    .filter((e) => e.isDirectory())
    .map((e) => e.name);

/** An index file with one import and one entry more, both in order. */
const indexWith = (name, listName) => (text) => {
  const line = `import ${camel(name)} from "./${name}";\n`;
  const imports = [...text.matchAll(/^import \w+ from "\.\/([\w-]+)";\n/gm)];
  const after = imports.filter((m) => m[1].localeCompare(name) < 0).at(-1);
  const at = after === undefined ? (imports[0]?.index ?? 0) : after.index + after[0].length;
  const withImport = text.slice(0, at) + line + text.slice(at);
  return withImport.replace(new RegExp(`(export const ${listName}[^=]*= \\[)([^\\]]*)\\]`), (_, head, entries) => {
    const names = [
      ...entries
        .split(",")
        .map((e) => e.trim())
        .filter((e) => e !== ""),
      camel(name),
    ];
    const fileOf = (n) =>
      [...withImport.matchAll(/^import (\w+) from "\.\/([\w-]+)";$/gm)].find((m) => m[1] === n)?.[2] ?? n;
    return `${head}${names.sort((a, b) => fileOf(a).localeCompare(fileOf(b))).join(", ")}]`;
  });
};

async function newCheck(id, { code = "undetermined", guide = "basics.person" }) {
  const [area, name, ...more] = (id ?? "").split(".");
  if (!area || !name || more.length > 0 || !/^[a-z][a-z0-9-]*$/.test(name))
    wrong(
      "A check's id is area.object-and-fault, for instance: npm run new:check -- scope.ou-selected --code ou-out-of-scope --guide basics.scope",
    );
  if (!folders("src/checks").includes(area))
    wrong(`There is no area ${area}; wanted is one of ${folders("src/checks").join(", ")}.`);
  mustKnow(code);
  if (!chapterFiles().some((f) => sourceOf(`src/guide/${f}`).includes(`"${guide}"`)))
    wrong(`The guide has no step ${guide}: name one of src/guide, or add it first with npm run new:step.`);
  await create(
    `src/checks/${area}/${name}.ts`,
    `import { cite, pii } from "../../domain";
import { defineCheck } from "../../identity/define";

/** TODO which mechanism stops the user, and where that is known from. */
export default defineCheck({
  id: "${id}",
  title: "TODO the healthy state, as a sentence",
  guide: "${guide}",
  needs: ["ad.user"],
  messages: {
    noUser: "There is no AD account to look at.",
    healthy: "TODO what is well with {user}.",
    fault: {
      code: "${code}",
      text: "TODO what is wrong with {user}, and no more than the facts prove.",
      advice: ["TODO what an admin does by hand, exact steps."],
    },
  },
  evaluate({ "ad.user": ad }) {
    if (ad.state === "absent") return { verdict: "skip", message: "noUser" };
    const data = { user: pii(ad.value.userPrincipalName ?? ad.value.sAMAccountName) };
    const seen: string | undefined = undefined; // TODO what was read that shows the fault
    if (seen === undefined) return { verdict: "pass", message: "healthy", data };
    return { verdict: "fail", message: "fault", proof: "measured", standing: "shown", data, evidence: [cite(seen, ad)] };
  },
});
`,
  );
  await create(
    `test/checks/${area}/${name}.spec.ts`,
    `import check from "../../../src/checks/${area}/${name}";
import { testCheck } from "../../testers/check-tester";
import { ad } from "../shared/people";

testCheck(check, [
  { name: "no account", verdict: "skip", message: "noUser", facts: {} },
  { name: "TODO the near neighbour that is well", verdict: "pass", message: "healthy", not: ["fault"], facts: { "ad.user": ad() } },
  { name: "TODO the fault, as the reference tells it", verdict: "fail", message: "fault", code: "${code}", facts: { "ad.user": ad({ description: "the value that shows it" }) } },
]);
`,
  );
  await change(`src/checks/${area}/index.ts`, indexWith(name, "checks"));
  return [
    `Write the rule in src/checks/${area}/${name}.ts and its rows in test/checks/${area}/${name}.spec.ts; then npm run docs.`,
  ];
}

async function newRemediation(id) {
  if (!/^[a-z][a-z0-9-]*$/.test(id ?? ""))
    wrong("A remediation's id is a verb and its object: npm run new:remediation -- enable-scheduler");
  await create(
    `src/remediations/${id}.ts`,
    `import { defineRemediation } from "../identity/define";

/** TODO what it puts right, and what it must never touch. */
export default defineRemediation({
  id: "${id}",
  title: "TODO what it does, as on a button",
  risk: "write",
  undo: "TODO how it is taken back",
  needs: ["ad.user"],
  plan({ "ad.user": ad }) {
    if (ad.state === "absent") return { refused: "There is no AD account to change." };
    return { refused: "TODO why nothing can be planned." };
  },
});
`,
  );
  await create(
    `test/remediations/${id}.spec.ts`,
    `import remedy from "../../src/remediations/${id}";
import { testRemediation } from "../testers/remediation-tester";
import { ANCHOR, hybrid, linkedBy, write } from "./world";

testRemediation(remedy, {
  world: hybrid,
  plans: [
    { name: "TODO the one change that mends it", commands: [write("description", "the value that mends it")], verify: linkedBy([ANCHOR]) },
  ],
  refuses: [{ name: "no account", facts: { "ad.user": null }, says: /no AD account/ }],
});
`,
  );
  await change("src/remediations/index.ts", indexWith(id, "REMEDIES"));
  await change("src/domain/vocabulary.ts", (text) =>
    text.includes(`"${id}"`) ? text : text.replace(/(export const REMEDIATIONS = \[[^\]]*?),?\s*\]/, `$1, "${id}"]`),
  );
  return [
    `Write the plan in src/remediations/${id}.ts and its refusals in test/remediations/${id}.spec.ts, and suggest it from the check whose fault it mends; then npm run docs.`,
  ];
}

/** `text` with the import of one card more, among those of the others. */
function importedInOrder(text, name, line) {
  const next = [...text.matchAll(/^import .* from "\.\.\/\.\.\/src\/cards\/([\w-]+)";$/gm)].find(
    (m) => m[1].localeCompare(name) > 0,
  );
  return next === undefined
    ? text.replace(/^import .* from "\.\.\/support/m, `${line}$&`)
    : text.slice(0, next.index) + line + text.slice(next.index);
}
async function newCard(name) {
  if (!/^[a-z][a-z0-9-]*$/.test(name ?? "")) wrong("A card's name is one word or two: npm run new:card -- health");
  await create(
    `src/cards/${name}.template.json`,
    JSON.stringify({
      type: "AdaptiveCard",
      version: "1.5",
      body: [{ $block: "head" }, { $block: "lines", list: "lines" }],
    }),
  );
  await create(
    `src/cards/${name}.ts`,
    `import { speaker } from "../domain";
import type { Language, Words } from "../domain";
import type { Head, Line } from "./blocks";
import template from "./${name}.template.json";
import { renderer } from "./render";

/** TODO what it shows, and when. Strings, ready to show. */
export interface ${pascal(name)}View {
  readonly language: Language;
  readonly head: Head;
  readonly lines: readonly Line[];
}
/** What the card says. No text stands in the template. */
const WORDS = {
  state: { en: "✓ In order", de: "✓ In Ordnung" },
  title: { en: "TODO", de: "TODO" },
} as const satisfies Readonly<Record<string, Words>>;
/** \`who\`: the person. */
export function ${camel(name)}View(who: string, language: Language = "en"): ${pascal(name)}View {
  const say = speaker(WORDS, language);
  return { language, head: { tone: "good", state: say("state"), title: say("title"), who }, lines: [] };
}
/** Renders it. */
export const ${camel(name)}Card = renderer<${pascal(name)}View>(template);
`,
  );
  await change("test/cards/states.ts", (text) =>
    importedInOrder(
      text,
      name,
      `import { ${camel(name)}Card, ${camel(name)}View } from "../../src/cards/${name}";\n`,
    ).replace(
      /^ {4}cases: casesCard/m,
      `    "${name}": ${camel(name)}Card(${camel(name)}View(name)),\n    cases: casesCard`,
    ),
  );
  return [
    `Draw src/cards/${name}.template.json, fill src/cards/${name}.ts, name each of its states in test/cards/states.ts,`,
    "then run GOLDENS=write npx mocha --import=tsx test/cards/cards.spec.ts and review the new goldens.",
  ];
}

/** The place of the text argument that a guide call leads on with. */
const NEXT = { looked: 2, advised: 1 };
/** Finds `looked("id", …)` or `advised("id", …)` in a chapter's source. */
function callOf(ts, source, id) {
  let found;
  const visit = (node) => {
    if (
      ts.isCallExpression(node) &&
      ts.isIdentifier(node.expression) &&
      node.expression.text in NEXT &&
      node.arguments[0]?.text === id
    )
      found = { node, then: node.arguments[NEXT[node.expression.text]] };
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}
async function newStep(id, { after, code }) {
  if (!/^[a-z]+\.[a-zA-Z]+$/.test(id ?? "") || after === undefined)
    wrong(
      "A step stands behind another: npm run new:step -- objects.licences --after objects.status [--code present-but-unlicensed]",
    );
  if (code !== undefined) mustKnow(code);
  const { default: ts } = await import("typescript");
  const sources = chapterFiles().map((f) => {
    const text = sourceOf(`src/guide/${f}`);
    return { path: `src/guide/${f}`, text, source: ts.createSourceFile(f, text, ts.ScriptTarget.Latest, true) };
  });
  if (sources.some((s) => callOf(ts, s.source, id) !== undefined)) wrong(`The guide has a step ${id} already.`);
  const home = sources.map((s) => ({ ...s, call: callOf(ts, s.source, after) })).find((s) => s.call !== undefined);
  if (home === undefined) wrong(`No chapter has a step ${after}.`);
  const { node, then } = home.call;
  const next = then.text;
  const words = `{ title: { en: "TODO the healthy state, as a sentence", de: "TODO" }, says: { en: "TODO why this is looked at, in our words.", de: "TODO" }, shows: [], see: ["TODO the command or portal path to see it oneself"] }`;
  const step =
    code === undefined ? `advised("${id}", "${next}", ${words})` : `looked("${id}", ["${code}"], "${next}", ${words})`;
  const { text } = home;
  await put(
    home.path,
    `${text.slice(0, then.getStart())}"${id}"${text.slice(then.getEnd(), node.getEnd())},\n${step}${text.slice(node.getEnd())}`,
  );
  return [`Write the step's words in ${home.path} (--code made it a live one); then npm run docs.`];
}

const ZOD = { text: "maybe", number: "z.number().nullish()", boolean: "z.boolean().nullish()" };
const TYPE = { text: "string", number: "number", boolean: "boolean" };
/** One object of the tenant that Graph v1.0 answers, read beside the others and kept a minute. A right that a tenant may lack lowers no word, so it is an extra. */
async function newFact(key, { path, property = [], right = "TODO the least right that reads it" }) {
  const name = /^entra\.([a-z][a-zA-Z]*)$/.exec(key ?? "")?.[1];
  const parts = property.map((p) => p.split(":")).map(([n, type = "text"]) => ({ n, type }));
  if (name === undefined || !/^(\/[\w.-]+)+$/.test(path ?? "") || parts.length === 0)
    wrong(
      "A fact of the tenant is one object of Graph: npm run new:fact -- entra.authorizationPolicy --path /policies/authorizationPolicy --property allowInvitesFrom [--property isOn:boolean] [--right Policy.Read.All]",
    );
  const odd = parts.find((p) => !/^\w+$/.test(p.n) || !Object.hasOwn(TYPE, p.type));
  if (odd !== undefined)
    wrong(`The property ${odd.n} is one of ${Object.keys(TYPE).join(", ")}: --property name:boolean.`);
  if (sourceOf("src/domain/facts.ts").includes(`"${key}":`))
    wrong(`The fact ${key} stands already; nothing was written.`);
  if (new RegExp(`export const ${name}\\b`).test(sourceOf("src/graph/shapes.ts")))
    wrong(`src/graph/shapes.ts has a shape ${name} already; give the fact another name.`);
  if (new RegExp(`"GET",\\s*"${path.slice(1)}"`).test(sourceOf("src/lab/graph/routes.ts")))
    wrong(`The emulator answers ${path} already: write the rows by hand, after those of "entra.synchronization".`);
  const value = parts.map((p) => `${p.n}?: ${TYPE[p.type]} | null`).join("; ");
  await insert("src/domain/facts.ts", [
    '  "entra.serviceIssues": list<',
    `  "${key}": one<{ ${value} }>({ is: "TODO what it tells of the tenant.", from: "GET ${path}", right: "${right}" }, "extra"),\n`,
  ]);
  await insert("src/ports.ts", [' | "entra.serviceIssues"', ` | "${key}"`]);
  await insert(
    "src/facts/assemble.ts",
    ['  | "entra.serviceIssues"', `  | "${key}"\n`],
    ['    "entra.serviceIssues": tenant[', `    "${key}": tenant["${key}"],\n`],
  );
  await insert("src/graph/keeper.ts", ['  "entra.serviceIssues": ', `  "${key}": 60_000,\n`]);
  await insert(
    "src/graph/tenant.ts",
    ['  "entra.serviceIssues": [', `  "${key}": [{ id: "${name}", url: "${path}", extra: true }],\n`],
    [
      '    "entra.serviceIssues": () =>',
      `    "${key}": () => one(main.get("${name}"), shape.${name}, "GET ${path}") as Fact<Facts["${key}"]>,\n`,
    ],
  );
  await insert("src/graph/shapes.ts", [
    "export const issue = ",
    `export const ${name} = z.object({ ${parts.map((p) => `${p.n}: ${ZOD[p.type]}`).join(", ")} });\n`,
  ]);
  await insert("src/lab/scenario.ts", ["    users: z.record(graphUser)", `    ${name}: real.optional(),\n`]);
  await insert("src/lab/graph/routes.ts", [
    '  [\n    "GET",\n    "roleManagement/directory/roleAssignments"',
    `  ["GET", "${path.slice(1)}", (q, { world }) => { allow(q); return ok({ ...world.cloud.${name} }); }],\n`,
  ]);
  await insert("bench/reads.ts", [
    "  [/^\\/admin\\/serviceAnnouncement",
    `  [/^${path.replace(/[/.]/g, "\\$&")}/, ["${key}"]],\n`,
  ]);
  await insert("test/graph/graph-directory.spec.ts", [
    '    ["sync jobs", "/servicePrincipals"',
    `    ["${name}", "${path}", async () => (await graph.tenant(true))["${key}"]],\n`,
  ]);
  return [
    `Say in src/domain/facts.ts what it is${right.startsWith("TODO") ? " and which right reads it" : ""}, let a check need it, and state it in the check's table;`,
    `a world of the lab holds it as cloud.${name}. Then npm run docs.`,
  ];
}

const KINDS = { check: newCheck, remediation: newRemediation, card: newCard, step: newStep, fact: newFact };
try {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      code: { type: "string" },
      guide: { type: "string" },
      after: { type: "string" },
      path: { type: "string" },
      property: { type: "string", multiple: true },
      right: { type: "string" },
    },
  });
  const [kind, name] = positionals;
  const make = KINDS[kind] ?? wrong(`Wanted is one of ${Object.keys(KINDS).join(", ")}.`);
  const says = await make(name, values);
  writeAll();
  console.log(
    [
      ...[...written.keys()].map((w) => `wrote ${relative(".", w)}`),
      ...says,
      "npm run check says what is still missing.",
    ].join("\n"),
  );
} catch (error) {
  if (!(error instanceof Wrong)) throw error;
  console.error(error.message);
  process.exit(2);
}
