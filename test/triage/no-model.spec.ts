import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Packages and parts of packages that bring a language model. teams-ai has one; its Application alone is used. */
const MODEL = /from "|import(?: type)? "|import\("/;
const OF_A_MODEL =
  /openai|langchain|anthropic|azure-ai|genai|teams-ai(?!\/lib\/(?:Application|TurnState|TeamsAdapter)")/i;

describe("what leads from finding to command", () => {
  it("C3: no language model: none is imported anywhere in the product", () => {
    const src = join(__dirname, "..", "..", "src"),
      found = readdirSync(src, { recursive: true })
        .map(String)
        .filter((f) => f.endsWith(".ts"))
        .flatMap((f) =>
          readFileSync(join(src, f), "utf8")
            .split("\n")
            .filter((line) => MODEL.test(line) && OF_A_MODEL.test(line))
            .map((line) => `${f}: ${line}`),
        );
    assert.deepEqual(found, []);
  });
});
