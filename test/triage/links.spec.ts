import assert from "node:assert/strict";
import { ROOT_CAUSES, type Symptom } from "../../src/domain";
import { linksOf, pagesOf, searchWordsOf } from "../../src/triage/links";

const error = (about: string, scope: Symptom["scope"] = "subject"): Symptom => ({
  kind: "error",
  about,
  stage: "export",
  scope,
  evidence: [],
});
const of = (code: (typeof ROOT_CAUSES)[number], ...symptoms: Symptom[]) => ({
  rootCause: { code, confidence: "certain" as const, evidence: [] },
  symptoms,
});

describe("links of a cause", () => {
  it("lead to Microsoft's own pages alone, for every cause", () => {
    for (const code of ROOT_CAUSES) {
      const urls = linksOf(of(code)).map((l) => new URL(l.url));
      assert.equal(urls.length, 3, code);
      for (const url of urls) {
        assert.equal(url.protocol, "https:");
        assert.ok(
          ["learn.microsoft.com", "techcommunity.microsoft.com", "github.com"].includes(url.hostname),
          url.href,
        );
        if (url.hostname === "github.com") assert.match(url.pathname, /^\/microsoft\//);
      }
    }
  });
  it("name the page that the cause's checks rest on", () => {
    assert.deepEqual(
      pagesOf("ou-out-of-scope")[0]?.split("#")[0],
      "https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-sync-configure-filtering",
    );
    assert.deepEqual(pagesOf("staging-mode"), [
      "https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-sync-staging-server",
    ]);
  });
  it("search for the error on the object, else for what the cause is called in English", () => {
    assert.equal(searchWordsOf(of("anchor-mismatch", error("InvalidSoftMatch"))), "Entra Connect InvalidSoftMatch");
    assert.equal(
      searchWordsOf(of("ou-out-of-scope", error("InvalidSoftMatch", "tenant"))),
      "Entra Connect The user's OU is not selected",
    );
    const [, learn, community] = linksOf(of("anchor-mismatch", error("InvalidSoftMatch")));
    assert.equal(learn?.url, "https://learn.microsoft.com/search/?terms=Entra%20Connect%20InvalidSoftMatch");
    assert.equal(community?.url, "https://techcommunity.microsoft.com/search?q=Entra%20Connect%20InvalidSoftMatch");
  });
  for (const about of [
    "jane.doe@contoso.com",
    "x&y=https://evil.example",
    "8344",
    "",
    "a b",
    "../..",
    "CN=Jane,DC=contoso",
  ])
    it(`search for no value of a directory: ${JSON.stringify(about)}`, () =>
      assert.equal(
        searchWordsOf(of("sync-pending", error(about))),
        "Entra Connect The change is newer than the last sync cycle",
      ));
});
