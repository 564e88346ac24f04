import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { withBlocks } from "../../src/cards/blocks";
import { diagnosisCard, diagnosisView } from "../../src/cards/diagnosis";
import { LABELS as WALK, walkCard, walkCardView } from "../../src/cards/walk";
import { CHECKS } from "../../src/checks";
import { isBlaming, speaker, wordsIn, type Language, type Words } from "../../src/domain";
import { NODES, nodeOf } from "../../src/guide";
import { step } from "../../src/triage/walk";
import { walkView, type StepShown } from "../../src/triage/walk-view";
import { diagnosis, triageCase } from "../support/cases";
import { wordsOf } from "../support/fake-connector";

const FOLDER = join(__dirname, "..", "..", "src", "cards");
const TEMPLATES = readdirSync(FOLDER)
  .filter((f) => f.endsWith(".template.json"))
  .map((f) => ({
    name: f.replace(".template.json", ""),
    template: withBlocks(JSON.parse(readFileSync(join(FOLDER, f), "utf8"))),
  }));
/** The labels that stand beside a template; none where the card shows only what its view holds. */
async function labelsOf(card: string): Promise<string[]> {
  const { LABELS }: { LABELS?: Readonly<Record<string, Words>> } = await import(join(FOLDER, `${card}.ts`));
  return Object.keys(LABELS ?? {}).sort();
}
/** Properties of an Adaptive Card (and of its template) that hold an enum, an id or a condition; `data` goes back to the bot. */
const NOT_SHOWN = new Set([
  "type",
  "version",
  "id",
  "verb",
  "data",
  "associatedInputs",
  "style",
  "size",
  "weight",
  "spacing",
  "fontType",
  "width",
  "verticalContentAlignment",
  "targetElements",
  "$data",
  "$when",
]);
/** Text that a reader would see: paths into the view and marks such as `•` and `→`, but neither letter nor number. */
const ONLY_PATHS = /^(?:\$\{[\w$.]+\}|[^\p{L}\p{N}$])*$/u;
/** Literal texts of a template, each with its property. */
const literalsIn = (x: unknown, key = ""): string[] =>
  typeof x === "string"
    ? ONLY_PATHS.test(x)
      ? []
      : [`${key}: ${x}`]
    : typeof x === "object" && x !== null
      ? Object.entries(x).flatMap(([k, v]) => (NOT_SHOWN.has(k) ? [] : literalsIn(v, Array.isArray(x) ? key : k)))
      : [];

describe("the words of cards", () => {
  for (const { name, template } of TEMPLATES) {
    it(`${name}: no text stands in the template`, () => assert.deepEqual(literalsIn(template), []));
    it(`${name}: the template shows each label, and no other`, async () => {
      const shown = Array.from(JSON.stringify(template).matchAll(/\$\{\$root\.labels\.(\w+)\}/g), (m) => m[1]);
      assert.deepEqual([...new Set(shown)].sort(), await labelsOf(name));
    });
  }
  it("a literal text is seen wherever a card could show one", () =>
    assert.deepEqual(
      literalsIn({
        type: "Input.Text",
        label: "Reason",
        placeholder: "${if(open, 'why', '')}",
        choices: [{ title: "${title} of mine", value: "• ${value}", data: { id: "x" } }],
      }),
      ["label: Reason", "placeholder: ${if(open, 'why', '')}", "title: ${title} of mine"],
    ));
});

describe("a second language", () => {
  const restore: (() => void)[] = [];
  afterEach(() => restore.splice(0).forEach((undo) => undo()));
  /** Gives one text a German for the length of a test. */
  const translate = <K extends string>(owner: Readonly<Record<K, Words>>, key: K, de: string): void => {
    const words = owner[key];
    Object.assign(owner, { [key]: { en: wordsIn(words), de } });
    restore.push(() => Object.assign(owner, { [key]: words }));
  };
  const cause = diagnosis();
  const stepIn = (language: Language): string => {
    const ground = { diagnosis: cause, approvals: [] };
    const state = step({ at: nodeOf("anchor-mismatch"), trail: [] }, { kind: "show" }, ground);
    return wordsOf(walkCard(walkCardView("case-1", walkView({ ...ground, state }, language) as StepShown, language)));
  };
  const causeIn = (language: Language): string =>
    wordsOf(diagnosisCard(diagnosisView(triageCase(), cause, undefined, language)));

  it("a German check message, guide node and card word reach the card, and English stays as it was", () => {
    const [step, card] = [stepIn("en"), causeIn("en")];
    const message = CHECKS.find((c) => c.id === "matching.anchor-differs")?.messages["differs"];
    const node = NODES.get(nodeOf("anchor-mismatch"));
    assert.ok(isBlaming(message) && node !== undefined);
    translate(message, "text", "{target} trägt {theirs}, das Konto {ours}.");
    translate(node, "title", "Die Regeln, nach denen zugeordnet wird");
    translate(WALK, "see", "Selbst nachsehen");

    for (const part of [
      "dana.p@contoso.com trägt AAA=, das Konto BBB=.",
      wordsIn(node.title, "de"),
      "Selbst nachsehen",
    ])
      assert.ok(stepIn("de").includes(part), part);
    assert.ok(causeIn("de").includes("dana.p@contoso.com trägt AAA=, das Konto BBB=."));
    assert.equal(stepIn("en"), step);
    assert.equal(causeIn("en"), card);
  });
  it("what has no German yet is said in English, its placeholders filled all the same", () => {
    const words = { old: "Found {n}.", new: { en: "Seen {n}.", de: "{n} gesehen." } } as const;
    const [english, german] = [speaker(words, "en"), speaker(words, "de")];
    assert.deepEqual([english("old", { n: 2 }), english("new", { n: 2 })], ["Found 2.", "Seen 2."]);
    assert.deepEqual([german("old", { n: 2 }), german("new", { n: 2 })], ["Found 2.", "2 gesehen."]);
  });
});
