import assert from "node:assert/strict";
import type { TriageCase } from "../../src/domain";
import { markdownText, report } from "../../src/triage/report";
import { reportHtml } from "../../src/cases/report-html";

const HOSTILE = [
  "<script>alert(1)</script>",
  "[click](javascript:alert(1))",
  "![x](http://evil/x.png)",
  "a|b|c",
  "**bold**",
  "<at>everyone</at>",
  "a\n# heading",
  "x\u202Egnp.exe",
  "`code`",
  "https://evil.example",
];
const caseOf = (ask: string): TriageCase => ({
  id: "c1",
  revision: 1,
  state: "diagnosed",
  tenantId: "t",
  openedBy: { id: "p", tenantId: "t", name: ask },
  openedAt: "2026-01-01T00:00:00Z",
  conversationId: "k",
  ask,
  approvalIds: [],
  timeline: [{ at: "2026-01-01T00:00:00Z", what: ask, by: ask }],
});
describe("the incident report", () => {
  for (const hostile of HOSTILE)
    it(`C1: shows ${JSON.stringify(hostile)} as text`, () => {
      const markdown = report(caseOf(hostile), [], "2026-01-02T00:00:00Z"),
        html = reportHtml(markdown, hostile);
      assert.doesNotMatch(html.replace(/<style>.*<\/style>/s, ""), /<(script|img|a |at>|strong|em|code)/i);
      assert.equal(html.match(/<h1>/g)?.length, 1);
      assert.doesNotMatch(markdown, /\u202E/);
    });
  it("makes what cannot be seen visible", () => assert.match(markdownText("a\u200Bb"), /U\\\+200B/));
});
