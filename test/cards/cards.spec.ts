import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as AC from "adaptivecards";
import { REMEDIATIONS } from "../../src/domain";
import type { Approval, CloudObjectKind, Diagnosis, Finding, Language, TriageCase } from "../../src/domain";
import { withBlocks } from "../../src/cards/blocks";
import { approvalCard, approvalView } from "../../src/cards/approval";
import { diagnosisCard, diagnosisView } from "../../src/cards/diagnosis";
import { notice } from "../../src/cards/notice";
import { confirmationCard, confirmationView } from "../../src/cards/confirmation";
import { caseSummary, outcomeSummary, summaryCard } from "../../src/cards/summary";
import { CARD_LIMIT, type Card } from "../../src/cards/render";
import { repairButton } from "../../src/cards/repairs";
import { plainText, visible, when } from "../../src/cards/text";
import { VERBS } from "../../src/cards/verbs";
import { approval, AT, diagnosis, triageCase } from "../support/cases";
import { buttonsOf, wordsOf } from "../support/fake-connector";
import { EVERYTHING, PATHOLOGICAL } from "./pathological";
import { APPROVAL_STATES, cardStates, decided } from "./states";

/** Text that Teams reads as Markdown; a TextRun is not. */
const markdownTexts = (x: unknown): string[] =>
  Array.isArray(x)
    ? x.flatMap(markdownTexts)
    : typeof x !== "object" || x === null
      ? []
      : [
          ...((x as any).type === "TextBlock" ? [(x as any).text as string] : []),
          ...Object.values(x).flatMap(markdownTexts),
        ];
const holes = (x: unknown): boolean =>
  x === null ||
  x === undefined ||
  (Array.isArray(x) ? x.some(holes) : typeof x === "object" ? Object.values(x).some(holes) : false);
function problems(card: Card): string[] {
  const context = new AC.SerializationContext(AC.Versions.v1_5),
    parsed = new AC.AdaptiveCard();
  // The parser tests `lang` by an expression that keeps its place, and refuses every second card's.
  const { lang: _, ...rest } = card;
  parsed.parse(rest, context);
  return [
    ...Array.from({ length: context.eventCount }, (_, i) => context.getEventAt(i)!.message),
    ...parsed.validateProperties().validationEvents.map((e) => e.message),
  ];
}

describe("cards", () => {
  const goldens = join(__dirname, "goldens");
  /** `file`: a path below the goldens. */
  const isAsReviewed = (file: string, text: string): void => {
    const path = join(goldens, file);
    if (process.env["GOLDENS"] === "write") writeFileSync(path, text);
    assert.ok(existsSync(path), `run with GOLDENS=write and review ${file}`);
    assert.equal(text, readFileSync(path, "utf8"));
  };
  const states = Object.keys(cardStates());
  for (const [name, card] of Object.entries(cardStates()))
    it(`${name} is as it was reviewed`, () => isAsReviewed(`${name}.json`, `${JSON.stringify(card, null, 1)}\n`));
  // Of values that break cards what can be read is kept, and its size: the form is that of the goldens above.
  for (const [name, card] of Object.entries(cardStates(EVERYTHING)))
    it(`${name} bears values of every odd kind as it was reviewed`, () =>
      isAsReviewed(
        join("pathological", `${name}.txt`),
        `${Buffer.byteLength(JSON.stringify(card), "utf8")} bytes\n\n${wordsOf(card)}\n`,
      ));
  it("each golden has its card", () => {
    const named = (ending: string): string[] => states.map((n) => n + ending).sort();
    assert.deepEqual(readdirSync(join(goldens, "pathological")).sort(), named(".txt"));
    assert.deepEqual(
      readdirSync(goldens)
        .filter((n) => n !== "pathological")
        .sort(),
      named(".json"),
    );
  });
  const odd = Object.entries(PATHOLOGICAL).map(([kind, outside]) => [kind, cardStates(outside)] as const);
  for (const [kind, set] of [
    ["plain", cardStates()],
    ["overlong", cardStates({ long: 60 })],
    ["everything odd", cardStates(EVERYTHING)],
    ...odd,
  ] as const)
    for (const [name, card] of Object.entries(set))
      it(`C4: ${name} (${kind}) is complete, valid and small`, () => {
        const text = JSON.stringify(card);
        // An odd value may hold a `${…}`, which is shown as it is.
        if (kind === "plain" || kind === "overlong") assert.doesNotMatch(text, /\$\{/);
        assert.equal(holes(card), false);
        assert.ok(Buffer.byteLength(text, "utf8") <= CARD_LIMIT, `${Buffer.byteLength(text, "utf8")} bytes`);
        assert.deepEqual(problems(card), []);
        for (const b of buttonsOf(card)) assert.ok((VERBS as readonly string[]).includes(b.verb), b.verb);
      });
  it("A14, C1: a directory name can neither format, link, mention, nor hide", () => {
    const hostile = "*x* [pay](https://evil.example) <at>all</at> ${secret} \u202Egnp.exe\u200B";
    for (const [name, card] of Object.entries(cardStates({ name: hostile }))) {
      const text = JSON.stringify(card);
      assert.doesNotMatch(text, /[\u202A-\u202E\u2066-\u2069\u200B]/, name);
      assert.equal(
        markdownTexts(card).some((t) => t.includes("evil.example")),
        false,
        `${name} reads a name as Markdown`,
      );
    }
    assert.match(wordsOf(cardStates({ name: hostile })["diagnosis"]), /⟨U\+202E⟩/);
  });
  it("C1: what comes from outside stands where Markdown is not read: in runs of text, in the names of buttons and of choices", () => {
    const TAINT = "zztaint";
    /** Each place of a tainted text, as the type of its element and its property. */
    const places = (x: unknown, type = "", key = ""): string[] =>
      typeof x === "string"
        ? x.includes(TAINT)
          ? [`${type}.${key}`]
          : []
        : Array.isArray(x)
          ? x.flatMap((v) => places(v, type, key))
          : typeof x === "object" && x !== null
            ? Object.entries(x).flatMap(([k, v]) => places(v, String((x as any).type ?? key), k))
            : [];
    const FREE =
      /^(TextRun\.text|AdaptiveCard\.fallbackText|Action\.\w+\.(title|tooltip)|Input\.\w+\.(value|placeholder|label)|choices\.(title|value)|(data|press)\.\w+)$/;
    const tainted = cardStates({ name: TAINT, long: 3, value: (i) => `${TAINT} ${i}` });
    const read = Object.entries(tainted).flatMap(([name, card]) =>
      places(card)
        .filter((place) => !FREE.test(place))
        .map((place) => `${name}: ${place}`),
    );
    assert.deepEqual([...new Set(read)], []);
    assert.ok(places(tainted["diagnosis"]).includes("TextRun.text"));
  });
  it("C2: data is inserted once, as the text that it is", () =>
    assert.match(JSON.stringify(cardStates({ name: "${$root.id}" })["notice-refusal"]), /\$\{\$root\.id\}/));
  it("C6: no card loads anything, and a card links to Microsoft's own pages alone, whatever stands in the directory", () => {
    const PAGE = /^https:\/\/(learn|techcommunity)\.microsoft\.com\/[\w\-/?=&%#.]*$/;
    const addresses = (x: unknown): string[] => {
      if (Array.isArray(x)) return x.flatMap(addresses);
      if (typeof x !== "object" || x === null) return [];
      const { type, url, ...rest } = x as Record<string, unknown>;
      const own =
        type === "Action.OpenUrl" ? (PAGE.test(String(url)) ? [] : [String(url)]) : url === undefined ? [] : ["url"];
      return [
        ...own,
        ...Object.entries(rest).flatMap(([k, v]) =>
          /url|uri|href|src|icon|poster/i.test(k) ? [k] : type === "Image" ? ["Image"] : addresses(v),
        ),
      ];
    };
    for (const [name, card] of Object.entries(cardStates({ name: "https://evil.example/x.png" }))) {
      assert.deepEqual(addresses(card), [], name);
      assert.doesNotMatch(JSON.stringify(card), /"url":"[^"]*evil/, name);
    }
  });
  describe("C6: the page of an object opens only where its id was read", () => {
    /** What a client would fetch or open. */
    const addresses = (x: unknown): unknown[] =>
      Array.isArray(x)
        ? x.flatMap(addresses)
        : typeof x !== "object" || x === null
          ? []
          : Object.entries(x).flatMap(([k, v]) =>
              /url|uri|href|src|icon|poster/i.test(k) ? [v] : v === "Image" ? [v] : addresses(v),
            );
    const pageOf = (cloudId: string | null, kind?: CloudObjectKind): unknown[] =>
      addresses(
        diagnosisCard(
          diagnosisView(
            triageCase(),
            diagnosis({ subject: { ...diagnosis().subject, cloudId }, ...(kind === undefined ? {} : { kind }) }),
          ),
        ),
      );
    const ID = "d42d9376-3e3e-5947-abbd-df8a19d55685";
    for (const [kind, url] of [
      [
        undefined,
        `https://entra.microsoft.com/#view/Microsoft_AAD_UsersAndTenants/UserProfileMenuBlade/~/overview/userId/${ID}`,
      ],
      ["group", `https://entra.microsoft.com/#view/Microsoft_AAD_IAM/GroupDetailsMenuBlade/~/Overview/groupId/${ID}`],
      [
        "device",
        `https://entra.microsoft.com/#view/Microsoft_AAD_Devices/DeviceDetailsMenuBlade/~/Properties/objectId/${ID}`,
      ],
      ["contact", undefined],
    ] as const)
      it(`a ${kind ?? "user"}${url === undefined ? " has no page" : ""}`, () =>
        assert.deepEqual(pageOf(ID, kind), url === undefined ? [] : [url]));
    for (const id of [null, "", "c1", `${ID}/../x`, ` ${ID}`, `${ID}\n`, "javascript:alert(1)"])
      it(`no page for the id ${JSON.stringify(id)}`, () => assert.deepEqual(pageOf(id), []));
  });
  it("a phone that falls back to Action.Submit sends no input with a button that takes none", () => {
    const executes = (x: unknown): any[] =>
      Array.isArray(x)
        ? x.flatMap(executes)
        : typeof x !== "object" || x === null
          ? []
          : [...((x as any).type === "Action.Execute" ? [x] : []), ...Object.values(x).flatMap(executes)];
    for (const [name, card] of Object.entries(cardStates()))
      for (const action of executes(card.body))
        assert.equal(action.fallback.associatedInputs, action.associatedInputs, `${name}: ${action.title}`);
  });
  it("the incident number stands beside the person on every card of the case", () => {
    const c = triageCase({ incident: "INC0012345" });
    for (const card of [
      diagnosisCard(diagnosisView(c, c.diagnosis!)),
      confirmationCard(confirmationView(c)),
      summaryCard(caseSummary(c)),
      summaryCard(outcomeSummary(c)),
    ])
      assert.match(wordsOf(card), /Dana Petrov · dana@contoso\.com · INC0012345/);
  });
  it("C2: whatever is inserted, the card keeps its shape and shows the text", () => {
    const shape = (x: unknown): unknown =>
      Array.isArray(x)
        ? x.map(shape)
        : typeof x === "object" && x !== null
          ? Object.fromEntries(Object.entries(x).map(([k, v]) => [k, k === "type" ? v : shape(v)]))
          : typeof x;
    const plain = shape(cardStates({ name: "Dana" })["diagnosis"]);
    for (const name of [
      "${1+1}",
      "$\\{x}",
      "${$root.code}",
      "${if(true,'a','b')}",
      "{{DATE(2026-01-01)}}",
      "$data",
      '"},{"type":"Image"',
    ]) {
      const card = cardStates({ name })["diagnosis"]!;
      assert.deepEqual(shape(card), plain, name);
      assert.ok(wordsOf(card).replaceAll("\u2060", "").includes(name), name);
    }
  });
  it("A3: only an open approval can be decided, and its buttons hold an id and a revision", () => {
    for (const s of APPROVAL_STATES) {
      const buttons = buttonsOf(approvalCard(approvalView(decided(s)))).filter((b) =>
        ["approve", "decline"].includes(b.verb),
      );
      assert.deepEqual(
        buttons.map((b) => b.data),
        s === "pending"
          ? [
              { id: "approval-1", rev: 1 },
              { id: "approval-1", rev: 1 },
            ]
          : [],
      );
    }
  });
  it("A2: says where the requester approved their own request", () => {
    const a = decided("done"),
      own = { ...a, decisions: a.decisions.map((d) => ({ ...d, breakGlass: true as const })) };
    assert.match(wordsOf(approvalCard(approvalView(own))), /Break-glass: \nSam Second approved their own request\./);
    assert.doesNotMatch(wordsOf(approvalCard(approvalView(a))), /Break-glass/);
  });
  it("A15: asks for the account's name and tells of the sign-in only where they are needed", () => {
    const inputs = (a: Approval): string => JSON.stringify(approvalCard(approvalView(a)));
    const withCode = JSON.stringify(approvalCard(approvalView(approval({ proof: true }), "", "en", "code")));
    assert.match(withCode, /"id":"code".*"type":"Action.Execute","title":"Approve"/);
    assert.doesNotMatch(withCode, /task\/fetch/);
    assert.doesNotMatch(inputs(approval({ proof: true })), /"id":"code"|"type":"Action.Execute","title":"Approve"/);
    for (const part of [/"id":"typed"/, /Each approver signs in again/, /"msteams":\{"type":"task\/fetch"\}/])
      assert.match(inputs(approval({ typed: "x", proof: true })), part);
    assert.doesNotMatch(inputs(approval({})), /"id":"typed"|signs in again/);
  });
  it("says what earlier cases of the cause were solved by, and nothing of the first", () => {
    const seen = (earlier?: TriageCase["earlier"]): string =>
      diagnosisView(triageCase(earlier === undefined ? {} : { earlier }), diagnosis())
        .earlier.map((l) => l.text)
        .join();
    assert.equal(seen(), "");
    assert.match(
      seen({ count: 3, since: AT, solvedBy: [{ remediation: "hard-match", times: 2 }] }),
      /^Seen 3 times since .*2026.*, solved by: Tie the cloud user to the AD account/,
    );
    assert.match(
      plainText(seen({ count: 1, since: AT, solvedBy: [] })),
      /^Seen once before, on 2 Mar 2026, 09:00 UTC\.$/,
    );
  });
  it("says who decided, when and why; what is risked; how to undo", () => {
    const words = wordsOf(approvalCard(approvalView(decided("done"))));
    for (const part of [
      "Sam Second",
      "{{DATE(2026-03-02T09:00:00Z,SHORT)}} {{TIME(2026-03-02T09:00:00Z)}}",
      "checked",
      "AAA=",
      "BBB=",
      "Every step can be taken back.",
    ])
      assert.ok(words.includes(part), part);
  });
  it("cuts a long value in the middle and never through a character", () => {
    const cut = visible("😀".repeat(400), 101);
    assert.ok(!/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(cut));
    assert.ok(cut.length <= 105);
  });
  describe("dates", () => {
    /** As the page "Text features" of Adaptive Cards has them. */
    const FUNCTION =
      /\{\{(?:DATE\(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ,SHORT\)|TIME\(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\))\}\}/g;
    const functionsOf = (card: Card): number =>
      Array.from(JSON.stringify(card).matchAll(/\{\{(?:DATE|TIME)\(/gi)).length;
    const shownAs = (line: string): Card => notice("Note", line);
    it("stand in the reader's zone on a card, and in UTC where nothing renders them", () => {
      const line = `Looked at ${when("2026-01-09T23:05:07.123Z", "de")}.`;
      assert.match(
        wordsOf(shownAs(line)),
        /Looked at \{\{DATE\(2026-01-09T23:05:07Z,SHORT\)\}\} \{\{TIME\(2026-01-09T23:05:07Z\)\}\}\.$/,
      );
      assert.equal(plainText(line), "Looked at 09.01.2026, 23:05 UTC.");
      assert.equal(when("no date"), "no date");
    });
    it("each one is as the page says, or Teams would show its letters", () => {
      for (const [name, card] of Object.entries(cardStates()))
        assert.equal(Array.from(JSON.stringify(card).matchAll(FUNCTION)).length, functionsOf(card), name);
    });
    it("C1: none comes from outside", () => {
      const given = (value: string): Record<string, Card> => cardStates({ name: value, long: 3, value: () => value });
      const plain = given("Dana");
      for (const hostile of [
        "{{DATE(2026-11-23T09:00:00Z,SHORT)}}",
        "{{TIME(2026-11-23T09:00:00Z)}}",
        "{{{DATE(2026-11-23T09:00:00Z,LONG)}}}",
        "{\u2060{DATE(2026-11-23T09:00:00Z)}}",
        "{{date(2026-11-23T09:00:00Z)}}",
        "00000000-0000-4000-8000-000000000000<en 2026-11-23T09:00:00Z>",
      ])
        for (const [name, card] of Object.entries(given(hostile)))
          assert.equal(functionsOf(card), functionsOf(plain[name]!), `${name}: ${hostile}`);
    });
    it("C1: a text that nothing renders links to nothing", () =>
      assert.doesNotMatch(
        String(shownAs("").fallbackText) + plainText("[pay](https://evil.example) {{TIME(2026-11-23T09:00:00Z)}}"),
        /\]\(|\{\{/,
      ));
  });
  describe("the diagnosis", () => {
    const view = (more: Partial<Diagnosis>, language: Language = "en") =>
      diagnosisView(triageCase({ diagnosis: diagnosis(more) }), diagnosis(more), undefined, language);
    const at = (code: "already-synced" | "undetermined" | "sync-pending" | "staging-mode") =>
      view({ rootCause: { ...diagnosis().rootCause, code } }).head;
    it("a fault, nothing wrong, on its way and undecided differ in colour and in word", () => {
      const heads = (["staging-mode", "already-synced", "sync-pending", "undetermined"] as const).map(at);
      assert.deepEqual(
        heads.map((h) => [h.tone, h.state.split(" · ")[0]]),
        [
          ["attention", "✗ Not in order"],
          ["good", "✓ In order"],
          ["accent", "… On its way"],
          ["warning", "? Not decided"],
        ],
      );
    });
    it("the way has five places; what lies behind the first break is not told as a break of its own", () =>
      assert.deepEqual(
        view({}).way.map((p) => `${p.mark} ${p.name}: ${p.word}`),
        [
          "✓ AD: in order",
          "? AD connector space: not shown",
          "✗ Metaverse: stops here",
          "– Entra connector space: not reached",
          "✗ Entra ID: not in order",
        ],
      ));
    it("the values of both accounts stand side by side, and a word marks what differs", () =>
      assert.deepEqual(
        view({}).accounts[0]?.rows.map((row) => row.cells.map((cell) => cell.text)),
        [
          ["Value", "Active Directory", "Microsoft Entra ID"],
          ["Sign-in name (UPN)", "dana@contoso.com", "dana@contoso.com"],
          ["≠ sourceAnchor: differs", "BBB=", "AAA="],
          ["Licences", "–", "1"],
        ],
      ));
    it("accounts as an older version kept them are shown all the same", () =>
      assert.deepEqual(
        view({
          objects: [
            { where: "AD", name: "a", detail: "kept so" },
            { where: "Entra", name: "b" },
          ],
        }).accounts[0]?.rows[1]?.cells.map((cell) => cell.text),
        [" ", "kept so", "b"],
      ));
    it("the DN stands whole in the evidence alone; a sentence has the name and the place", () => {
      const dn = "OU=NoSync,OU=Staff,DC=contoso,DC=com";
      const v = view({
        findings: [{ ...diagnosis().findings[0]!, data: { user: dn, target: "t", theirs: "a", ours: "b" } }],
      });
      assert.match(v.text, /contoso\.com\/Staff\/NoSync/);
      assert.doesNotMatch(v.text, /OU=/);
      assert.ok(v.evidence.some((e) => e.text === "CN=Dana,OU=Staff,DC=contoso,DC=com"));
    });
    it("a moment that a finding tells stands in the reader's zone; the same letters in a name stay a name", () => {
      const iso = "2026-11-23T09:00:00Z";
      const arrived: Finding = {
        ...diagnosis().findings[0]!,
        check: "cloud-object.arrived",
        message: "arrived",
        data: { user: iso, target: "dana", lastSync: iso },
      };
      assert.match(
        wordsOf(diagnosisCard(view({ findings: [arrived] }))),
        /^2026-11-23T09:00:00Z is in the cloud as dana.*by sync \{\{DATE\(2026-11-23T09:00:00Z,SHORT\)\}\} /m,
      );
    });
    it("a button says what it does and to whom, and fits a phone", () => {
      assert.deepEqual(
        view({}).repairs.map((b) => b.title),
        ["Tie the accounts of Dana Pe…"],
      );
      for (const id of REMEDIATIONS)
        for (const language of ["en", "de"] as const)
          for (const who of ["Dana Petrov", "x".repeat(300), "\u202Eevil", ""]) {
            const title = repairButton(id, who, language);
            assert.ok(title.length <= 31 && !/\u202E/.test(title) && title.endsWith("…"), `${id}: ${title}`);
          }
    });
    it("no part of it names a fact by its key, or a cause by its code", () => {
      const words = wordsOf(
        diagnosisCard(
          view({
            notChecked: [
              { what: "cs.chain", why: "denied: 403" },
              { what: "causes that could not be told apart for that reason", why: "staging-mode, database-full" },
            ],
          }),
        ),
      );
      assert.doesNotMatch(words, /cs\.chain|staging-mode|database-full|anchor-mismatch/);
    });
  });
  describe("blocks", () => {
    it("a template with an unknown one is refused", () =>
      assert.throws(() => withBlocks({ body: [{ $block: "hed" }] }), /no block hed/));
    it("take what stands beside them, whole or as a part of a text", () => {
      const fold = withBlocks({ $block: "fold", id: "way", items: [{ $block: "lines", list: "way" }] });
      assert.match(JSON.stringify(fold), /"id":"way".*"\$\{\$root\.labels\.way\}".*"\$data":"\$\{way\}"/);
    });
  });
  it("says in one line what it is about, for notifications and for clients that cannot show it", () => {
    const { lang, fallbackText } = cardStates()["summary-case"]!;
    assert.deepEqual(
      [lang, fallbackText],
      ["en", "✗ Not in order · The cloud user carries another sourceAnchor · Dana Petrov · dana@contoso.com"],
    );
  });
  it("counts its size in bytes: what takes three of them counts as three", () =>
    assert.ok(
      Buffer.byteLength(JSON.stringify(notice("Note", ...Array<string>(20).fill("名".repeat(900))))) <= CARD_LIMIT,
    ));
});
