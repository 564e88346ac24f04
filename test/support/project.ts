/** The project as the gate sees it: what stands in folders, in lists and in tests. */
import { readdirSync, readFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { pages } from "../../src/cli/docs";
import { CHECKS } from "../../src/checks";
import {
  FACT_KEYS,
  FACTS,
  isBlaming,
  REMEDIATIONS,
  ROOT_CAUSES,
  type AnyCheck,
  type AnyRemediation,
} from "../../src/domain";
import { exitsOf, GUIDE, START } from "../../src/guide";
import { TENANT_KEYS } from "../../src/graph/keeper";
import { REMEDIES } from "../../src/remediations";
import { VERBS } from "../../src/cards/verbs";

export const ROOT = join(__dirname, "..", "..");
const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");
/** Files below a folder, as paths from the project's root with forward slashes, sorted. */
export function filesBelow(folder: string, ending: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: true })
    .filter((e) => e.isFile() && e.name.endsWith(ending))
    .map((e) => relative(ROOT, join(e.parentPath ?? e.path, e.name)).replaceAll("\\", "/"))
    .sort();
}
interface Unit {
  /** Path of the file that defines it. */
  readonly file: string;
  readonly id: string;
  /** The spec that tests it, empty where there is none. */
  readonly spec: string;
}
export interface CheckUnit extends Unit {
  readonly guide: string;
  readonly codes: readonly string[];
  readonly suggests: readonly string[];
}
export interface CardUnit {
  readonly name: string;
  readonly hasView: boolean;
  /** Its states stand in the cards' test. */
  readonly tried: boolean;
  readonly goldens: readonly string[];
}
export interface GuideUnit {
  readonly id: string;
  readonly kind: string;
  readonly codes: readonly string[];
  /** The steps that it leads to. */
  readonly exits: readonly string[];
}
export interface FactUnit {
  readonly key: string;
  readonly from: string;
  /** Read with the tenant's settings. */
  readonly ofTenant: boolean;
}
export interface Project {
  readonly checks: readonly CheckUnit[];
  /** Ids in the order of the list that the judge runs. */
  readonly checkIndex: readonly string[];
  readonly remediations: readonly Unit[];
  readonly remediationIndex: readonly string[];
  /** Every remediation id that a check may suggest, as its source names them. */
  readonly suggested: ReadonlySet<string>;
  readonly rootCauses: readonly string[];
  readonly remediationIds: readonly string[];
  readonly guide: readonly GuideUnit[];
  /** Where the guide begins. */
  readonly start: string;
  readonly cards: readonly CardUnit[];
  /** Goldens on disk, and those that a card's test makes. */
  readonly goldens: readonly string[];
  readonly verbs: readonly string[];
  /** Sources of the templates, and of the bot's table of verbs. */
  readonly templates: string;
  readonly verbTable: string;
  readonly facts: readonly FactUnit[];
  /** The sources in which a fact may be read. */
  readonly readers: string;
  /** Paths that the emulator of Graph answers, `*` for any segment. */
  readonly routes: readonly string[];
  /** The benchmark's table of what each path brings, and the test that tries each read refused. */
  readonly bench: string;
  readonly readSpec: string;
  /** What a command wrote to be filled in and nobody did: file, line and text. */
  readonly todos: readonly string[];
  readonly docs: readonly { readonly page: string; readonly fresh: boolean }[];
}

const isCheck = (m: unknown): m is AnyCheck =>
  typeof m === "object" && m !== null && "evaluate" in m && "messages" in m && "guide" in m;
const isRemediation = (m: unknown): m is AnyRemediation =>
  typeof m === "object" && m !== null && "plan" in m && "risk" in m;
/** The default exports of a folder that are of one kind, with their files. */
function unitsOf<T extends { readonly id: string }>(
  folder: string,
  fits: (m: unknown) => m is T,
  exportsOf: (path: string) => unknown,
): { file: string; unit: T }[] {
  return filesBelow(folder, ".ts").flatMap((file) => {
    const unit = exportsOf(file);
    return fits(unit) ? [{ file, unit }] : [];
  });
}
const specOf = (file: string): string => file.replace(/^src\//, "test/").replace(/\.ts$/, ".spec.ts");
function specText(file: string): string {
  try {
    return read(specOf(file));
  } catch {
    return "";
  }
}

const todosOf = (file: string): string[] =>
  read(file)
    .split("\n")
    .flatMap((line, i) => (/\bTODO\b/.test(line) ? [`${file}:${i + 1} (${line.trim()})`] : []));
/** Reads the project as it stands. */
export function readProject(): Project {
  // The gate must see a file that no index names, so it loads each by its path.
  const load = (file: string): unknown => (require(join(ROOT, file)) as { default?: unknown }).default;
  const checks = unitsOf("src/checks", isCheck, load).map(
    ({ file, unit }): CheckUnit => ({
      file,
      id: unit.id,
      spec: specText(file),
      guide: unit.guide,
      codes: [...new Set(Object.values(unit.messages).flatMap((m) => (isBlaming(m) ? [m.code] : [])))],
      suggests: [],
    }),
  );
  const remediations = unitsOf("src/remediations", isRemediation, load).map(
    ({ file, unit }): Unit => ({ file, id: unit.id, spec: specText(file) }),
  );
  const checkSources = filesBelow("src/checks", ".ts").map(read).join("\n");
  const templates = filesBelow("src/cards", ".template.json");
  const goldens = filesBelow("test/cards/goldens", ".json").map((f) => basename(f, ".json"));
  const cardStates = read("test/cards/states.ts");
  const generated = pages();
  return {
    checks,
    checkIndex: CHECKS.map((c) => c.id),
    remediations,
    remediationIndex: REMEDIES.map((r) => r.id),
    suggested: new Set(
      [...REMEDIATIONS, ...remediations.map((r) => r.id)].filter((id) => checkSources.includes(`"${id}"`)),
    ),
    rootCauses: ROOT_CAUSES,
    remediationIds: REMEDIATIONS,
    guide: GUIDE.flatMap((c) =>
      c.nodes.map((n) => ({
        id: n.id,
        kind: n.kind,
        codes: n.kind === "check" || n.kind === "propose" ? n.codes : [],
        exits: exitsOf(n),
      })),
    ),
    start: START,
    cards: templates.map((t) => {
      const name = basename(t, ".template.json");
      return {
        name,
        hasView: filesBelow("src/cards", ".ts").includes(`src/cards/${name}.ts`),
        tried: cardStates.includes(`src/cards/${name}"`),
        goldens: goldens.filter((g) => g === name || g.startsWith(`${name}-`)),
      };
    }),
    goldens,
    verbs: VERBS,
    templates: [...templates, ...filesBelow("src/cards", ".ts")].map(read).join("\n"),
    verbTable: filesBelow("src/bot", ".ts").map(read).join("\n"),
    facts: FACT_KEYS.map((key) => ({
      key,
      from: FACTS[key].from,
      ofTenant: (TENANT_KEYS as readonly string[]).includes(key),
    })),
    readers: ["checks", "remediations", "identity", "triage", "cases", "approvals"]
      .flatMap((room) => filesBelow(`src/${room}`, ".ts"))
      .map(read)
      .join("\n"),
    routes: [...read("src/lab/graph/routes.ts").matchAll(/"GET",\s*"([^"]+)"/g)].map((m) => `/${m[1]}`),
    bench: read("bench/reads.ts"),
    readSpec: filesBelow("test/graph", ".spec.ts").map(read).join("\n"),
    todos: ["src", "test/checks", "test/remediations", "test/cards"].flatMap((folder) =>
      filesBelow(folder, ".ts").flatMap(todosOf),
    ),
    docs: Object.entries(generated).map(([page, text]) => ({
      page: `docs/generated/${page}`,
      fresh: text.replace(/\r/g, "") === read(`docs/generated/${page}`).replace(/\r/g, ""),
    })),
  };
}
