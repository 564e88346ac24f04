/** `docs`: writes docs/generated/ from the registries, or with --check says which page is stale. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ZodDefault, ZodEffects, type ZodTypeAny } from "zod";
import { CHECKS } from "../checks";
import { FACTS, FACT_KEYS, type FactKey, type FactRow, isBlaming, type Message, wordsIn } from "../domain";
import { commandForm, GUIDE, NODES, type GuideNode } from "../guide";
import { REMEDIES } from "../remediations";
import { READING_SPECS } from "../triage/readings";
import { TITLES } from "../triage/titles";
import { AGENT_SETTINGS } from "./agent";
import { BULLETS } from "./guide-points";
import { SETTINGS } from "./settings";

const cell = (text: string): string => text.replace(/\|/g, "\\|").replace(/\n/g, " ");
const table = (head: string[], rows: string[][]): string =>
  [
    `| ${head.join(" | ")} |`,
    `|${head.map(() => " --- ").join("|")}|`,
    ...rows.map((r) => `| ${r.map(cell).join(" | ")} |`),
  ].join("\n");
const codesOf = (messages: Readonly<Record<string, Message>>): string[] =>
  [...new Set(Object.values(messages).flatMap((m) => (isBlaming(m) ? [m.code] : [])))].sort();
/** Facts that it needs, then in brackets those that it wants. */
const factsRead = ({ needs, wants = [] }: { needs: readonly FactKey[]; wants?: readonly FactKey[] }): string =>
  [...needs, ...wants.map((w) => `(${w})`)].join(", ");
const FACT_ROWS: readonly (readonly [FactKey, FactRow])[] = FACT_KEYS.map((k) => [k, FACTS[k]]);
const note = "<!-- Written by `npm run docs`; do not edit. -->\n\n";

/** `yes`, or what holds where a setting is left out. */
function whereLeftOut(setting: ZodTypeAny): string {
  if (setting instanceof ZodDefault) {
    const usual: unknown = setting._def.defaultValue();
    return usual === "" ? "empty" : `\`${String(usual)}\``;
  }
  if (setting instanceof ZodEffects) return whereLeftOut(setting.innerType() as ZodTypeAny);
  return setting.isOptional() ? "not set" : "must be set";
}
const settingsTable = (settings: Readonly<Record<string, ZodTypeAny>>): string =>
  table(
    ["setting", "what it is", "left out"],
    Object.entries(settings).map(([name, schema]) => [`\`${name}\``, schema.description ?? "", whereLeftOut(schema)]),
  );
/** A node's exits, each with its word; exits that lead to one place share a line. */
function exitsByPlace(n: GuideNode): (readonly [string, string])[] {
  const words: (readonly [string, string])[] =
    n.kind === "check" || n.kind === "propose"
      ? Object.entries(n.next)
      : n.kind === "advise"
        ? [["", n.next]]
        : n.kind === "ask"
          ? n.answers.map((a) => [wordsIn(a.title), a.to])
          : [];
  return [...new Set(words.map(([, to]) => to))].map((to) => [
    words.flatMap(([word, at]) => (at === to ? [word] : [])).join(", "),
    to,
  ]);
}
const mermaidId = (id: string): string => id.replace(/\./g, "_");
const guidePage = (): string =>
  `# The guide\n\n${GUIDE.map(
    (c) =>
      `## ${wordsIn(c.title)}\n\n\`\`\`mermaid\nflowchart TD\n${c.nodes
        .flatMap((n) => [
          `  ${mermaidId(n.id)}["${wordsIn(n.title).replace(/"/g, "'")}"]`,
          ...exitsByPlace(n).map(
            ([word, to]) => `  ${mermaidId(n.id)} -->${word === "" ? "" : `|${word}|`} ${mermaidId(to)}`,
          ),
        ])
        .join("\n")}\n\`\`\`\n`,
  ).join("\n")}`;
const KIND: Readonly<Record<GuideNode["kind"], string>> = {
  check: "checked live",
  propose: "repair",
  advise: "by hand, with what was seen",
  ask: "question with buttons",
  end: "end",
};
/** From the guide's points to the step, the facts and what its card shows. */
function walkPage(): string {
  const factsAt = (n: GuideNode): string =>
    [...new Set(n.shows.flatMap((id) => READING_SPECS[id].facts))].map((f) => `\`${f}\``).join(", ");
  const bullets = table(
    ["guide", "point", "step", "kind", "facts shown", "tables on the card"],
    BULLETS.map(({ chapter, point, node: id }) => {
      const n = NODES.get(id)!;
      const isAdvised = n.kind === "advise" && n.shows.length === 0;
      return [
        chapter,
        point,
        `\`${id}\``,
        isAdvised ? "by hand" : KIND[n.kind],
        n.shows.includes("sources") ? "all of them" : factsAt(n),
        n.shows.map((s) => wordsIn(READING_SPECS[s].title)).join("; "),
      ];
    }),
  );
  const readings = table(
    ["table", "columns", "facts"],
    Object.values(READING_SPECS).map((r) => [
      wordsIn(r.title),
      r.columns
        .map((c) => wordsIn(c))
        .filter((c) => c !== "")
        .join(" · "),
      r.id === "sources" ? "all of them" : r.facts.map((f) => `\`${f}\``).join(", "),
    ]),
  );
  const commands = table(
    ["step", "see it yourself"],
    [...NODES.values()].flatMap((n) =>
      n.see.map((s) => [`\`${n.id}\``, typeof s === "object" && "holes" in s ? `\`${commandForm(s)}\`` : wordsIn(s)]),
    ),
  );
  return `# The walk: from the guide's points to the cards\n\nEvery point of the guide, the step that answers for it, the facts that the step shows, and the tables in which it shows them.\n\n${bullets}\n\n## The tables\n\n${readings}\n\n## Commands and ways through the portals\n\n\`<…>\` is filled in for the person of the case.\n\n${commands}\n`;
}

/** Every generated page by its file name. */
export function pages(): Record<string, string> {
  const named = new Set(CHECKS.flatMap((c) => codesOf(c.messages)));
  return {
    "checks.md": `${note}# Checks\n\n${CHECKS.length} checks name ${named.size} root causes.\n\n${table(
      ["check", "healthy state", "names", "facts", "guide node"],
      CHECKS.map((c) => [
        `\`${c.id}\``,
        wordsIn(c.title),
        codesOf(c.messages)
          .map((x) => `\`${x}\``)
          .join(", "),
        factsRead(c),
        c.guide,
      ]),
    )}\n\nFacts in brackets can be done without.\n\n## Root causes\n\n${table(
      ["code", "title", "named by"],
      Object.entries(TITLES).map(([code, title]) => [
        `\`${code}\``,
        wordsIn(title),
        CHECKS.filter((c) => codesOf(c.messages).includes(code))
          .map((c) => `\`${c.id}\``)
          .join(", ") || (code === "undetermined" ? "the ranking, where nothing else is left" : "not yet"),
      ]),
    )}\n`,
    "facts.md": `${note}# Facts\n\nWhat is read, with what, and the least right for it. A verdict does without an extra; where another could not be read, it is said with less certainty.\n\n${table(
      ["fact", "what it is", "read with", "right", "weight"],
      FACT_ROWS.map(([k, row]) => [`\`${k}\``, row.is, row.from, row.right, row.weight]),
    )}\n\n## Properties that are asked for by name\n\n${FACT_ROWS.flatMap(([k, row]) => (row.properties === undefined ? [] : [`- \`${k}\`: ${row.properties.join(", ")}`])).join("\n")}\n`,
    "remediations.md": `${note}# Remediations\n\nEvery one plans first, and runs only after approval.\n\n${table(
      ["id", "what it does", "risk class", "undo", "facts"],
      REMEDIES.map((r) => [`\`${r.id}\``, wordsIn(r.title), r.risk, wordsIn(r.undo), factsRead(r)]),
    )}\n\nA plan is refused where a fact could not be read; facts in brackets it can do without, or asks for in one of its ways.\n`,
    "settings.md": `${note}# Settings\n\nRead from the environment. \`sync-triage doctor\` looks at them.\n\n## The bot\n\n${settingsTable(SETTINGS)}\n\n## The agent on the sync server\n\n${settingsTable(AGENT_SETTINGS)}\n`,
    "guide.md": `${note}${guidePage()}`,
    "walk.md": `${note}${walkPage()}`,
  };
}
/** Returns the process's exit code: 1 where `check` finds a stale page. */
export async function docsCommand(root: string, check: boolean): Promise<number> {
  const folder = join(root, "docs", "generated");
  await mkdir(folder, { recursive: true });
  const stale: string[] = [];
  for (const [name, text] of Object.entries(pages())) {
    const path = join(folder, name);
    const old = await readFile(path, "utf8").catch(() => "");
    if (old === text) continue;
    if (check) stale.push(name);
    else await writeFile(path, text);
  }
  if (stale.length > 0) process.stderr.write(`Stale: ${stale.join(", ")}. Run \`npm run docs\`.\n`);
  return stale.length > 0 ? 1 : 0;
}
