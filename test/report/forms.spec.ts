import assert from "node:assert/strict";
import MarkdownIt from "markdown-it";
import type { Approval, TriageCase } from "../../src/domain";
import { CSV_COLUMNS } from "../../src/report/csv";
import { REPORT_FORMS, REPORT_FORM_IDS } from "../../src/report/forms";
import { markdownText } from "../../src/report/markdown";
import { reportOf } from "../../src/report/model";
import { approval, AT, diagnosis, person, plan, triageCase } from "../support/cases";

const HOSTILE = [
  "<script>alert(1)</script>",
  "[click](javascript:alert(1))",
  "![x](http://evil/x.png)",
  "a|b|c",
  "**bold** _it_ ~~no~~",
  "<at>everyone</at>",
  "a\n# heading",
  "- item",
  "x\u202Egnp.exe",
  "`code`",
  "https://evil.example",
  '=HYPERLINK("http://evil.example","x")',
  "+cmd|' /C calc'!A0",
  "@SUM(1+1)",
  "-1+1",
  "\t=1+1",
  "\r=1+1",
  "a;=1+1",
  "＝1+1",
  '",=1+1,"',
  "${$root.secret}",
  "{{DATE(2026-01-01T00:00:00Z)}}",
  "$data",
  '"},{"type":"Image"',
  "</td></tr></table><h1>x</h1>",
];
/** A case with the text wherever a directory, a person or an error could have put it. */
function caseOf(text: string): [TriageCase, Approval[]] {
  const d = diagnosis();
  const c = triageCase({
    ask: text,
    openedBy: person("p", text),
    state: "resolved",
    diagnosis: {
      ...d,
      subject: { userPrincipalName: text, cloudId: text, distinguishedName: text, displayName: text, objectGUID: text },
      rootCause: { ...d.rootCause, evidence: [{ text, source: text }] },
      findings: d.findings.map((f) => ({ ...f, data: { user: text, target: text, theirs: text, ours: text } })),
      notChecked: [{ what: text, why: text }],
    },
    confirmation: { at: AT, state: "resolved", better: [text], left: [text], notes: [text] },
    timeline: [{ at: AT, what: text, by: text }],
  });
  const a = approval({
    state: "done",
    requestedBy: person("p", text),
    plan: plan({ title: text, summary: text, changes: [{ what: text, before: text, after: text }], touches: [text] }),
    decisions: [{ by: person("q", text), at: AT, verdict: "approved", reason: text }],
    steps: [{ command: 0, commandId: "x", state: "done", at: AT, detail: text }],
    outcome: text,
    aftermath: { at: AT, says: [text], offers: ["undo"] },
  });
  return [c, [a]];
}
const written = (id: keyof typeof REPORT_FORMS, text: string): string =>
  REPORT_FORMS[id].write(reportOf(...caseOf(text), AT));
/** RFC 4180, section 2: records of quoted fields, `""` for a quote. */
function recordsOf(csv: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  const field = /"((?:[^"]|"")*)"(,|\r\n)/y;
  for (let at = csv.startsWith("\uFEFF") ? 1 : 0; at < csv.length; at = field.lastIndex) {
    field.lastIndex = at;
    const m = field.exec(csv);
    assert.ok(m, `no field at ${at}: ${csv.slice(at, at + 40)}`);
    record.push(m[1]!.replaceAll('""', '"'));
    if (m[2] === ",") continue;
    records.push(record);
    record = [];
  }
  return records;
}

describe("the incident report", () => {
  for (const hostile of HOSTILE) {
    it(`C1: Markdown shows ${JSON.stringify(hostile)} as text`, () => {
      const markdown = written("markdown", hostile),
        html = new MarkdownIt({ html: true, linkify: true }).render(markdown),
        plain = new MarkdownIt({ html: true, linkify: true }).render(written("markdown", "Dana"));
      const shape = (text: string): string[] => text.match(/<\/?[a-z][a-z0-9]*/gi) ?? [];
      assert.deepEqual(shape(html), shape(plain));
      assert.doesNotMatch(markdown, /\u202E/);
    });
    it(`C1: without names, Markdown shows ${JSON.stringify(hostile)} as text`, () => {
      const shape = (text: string): string[] =>
        new MarkdownIt({ html: true, linkify: true }).render(text).match(/<\/?[a-z][a-z0-9]*/gi) ?? [];
      assert.deepEqual(shape(written("share", hostile)), shape(written("share", "Dana")));
    });
    it(`C1: HTML shows ${JSON.stringify(hostile)} as text`, () => {
      const html = written("html", hostile);
      const shape = (text: string): string[] => text.match(/<\/?[a-z][a-z0-9]*[^<>]*>/gi) ?? [];
      assert.deepEqual(shape(html), shape(written("html", "Dana")));
      assert.doesNotMatch(html, /\u202E/);
    });
    it(`CSV shows ${JSON.stringify(hostile)} as text, in one cell`, () => {
      const records = recordsOf(written("csv", hostile));
      for (const r of records) {
        assert.equal(r.length, CSV_COLUMNS.length);
        for (const cell of r) assert.doesNotMatch(cell, /(^|[;\t\r\n])[=+\-@\t\r＝＋－＠]/);
      }
      assert.equal(records.length, recordsOf(written("csv", "Dana")).length);
    });
    it(`JSON holds ${JSON.stringify(hostile)} as it is`, () => {
      const report = reportOf(...caseOf(hostile), AT);
      assert.deepEqual(JSON.parse(written("json", hostile)), report);
      assert.equal(report.ask, hostile);
    });
  }
  it("makes what cannot be seen visible", () => assert.match(markdownText("a\u200Bb"), /U\\\+200B/));
  it("tells who did what, with what was before and after, and what was not checked", () => {
    const text = REPORT_FORMS.markdown
      .write(
        reportOf(
          triageCase({ timeline: [{ at: AT, what: "Case opened.", by: "Ada Admin" }] }),
          [
            approval({
              state: "done",
              outcome: "All steps carried out",
              decisions: [{ by: person("s", "Sam Second"), at: AT, verdict: "approved", reason: "checked by phone" }],
              steps: [{ command: 0, commandId: "x", state: "done", at: AT, detail: "HTTP 204" }],
            }),
          ],
          AT,
        ),
      )
      .replace(/\\(.)/g, "$1");
    for (const told of [
      "| Case number | case-1 |",
      "The cloud user carries another sourceAnchor (certain, anchor-mismatch)",
      "| onPremisesImmutableId is AAA= | Microsoft Graph: GET /users/c1 |",
      "| Approved | Sam Second | 2 Mar 2026, 09:00 UTC | checked by phone |",
      "| onPremisesImmutableId | AAA= | BBB= |",
      "done · 2 Mar 2026, 09:00 UTC · HTTP 204",
      "All steps carried out",
      "- Sign-ins: no right to read it (403)",
      "| 2 Mar 2026, 09:00 UTC | Case opened. | Ada Admin |",
    ])
      assert.ok(text.includes(told), `${told}\n${text}`);
  });
  it("speaks German throughout where German is asked for", () => {
    const html = REPORT_FORMS.html.write(reportOf(triageCase(), [], AT, "de"));
    assert.match(html, /<html lang="de">/);
    assert.match(html, /Bericht zum Vorfall[\s\S]*Belege[\s\S]*Es wurde nichts vorgeschlagen[\s\S]*Nicht geprüft/);
    assert.match(html, /2\. März 2026|02\.03\.2026/);
  });
  it("a case that was not diagnosed has a report in every form", () => {
    const { diagnosis: _, ...bare } = triageCase();
    for (const id of REPORT_FORM_IDS) assert.ok(REPORT_FORMS[id].write(reportOf(bare, [], AT)).length > 100, id);
    assert.match(REPORT_FORMS.markdown.write(reportOf(bare, [], AT)), /The case was not diagnosed/);
  });
  it("its HTML loads and runs nothing, and tells rows and columns apart for who cannot see them", () => {
    const html = written("html", "Dana");
    assert.match(html, /Content-Security-Policy" content="default-src 'none'/);
    assert.doesNotMatch(html, /<(script|img|link|iframe|a) |\bon\w+=|url\(/i);
    for (const table of html.match(/<table>.*?<\/table>/gs) ?? []) assert.match(table, /<th scope="(col|row)">/);
  });
  it("without names, it holds neither the request, nor reasons, nor the ticket", () => {
    const [c, approvals] = caseOf("Jane said so");
    const text = REPORT_FORMS.share.write(reportOf(c, approvals, AT));
    assert.doesNotMatch(text, /Jane|said/);
  });
});
