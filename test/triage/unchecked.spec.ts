import assert from "node:assert/strict";
import { FACT_KEYS } from "../../src/domain";
import { factNameOf, uncheckedLines } from "../../src/triage/unchecked";

describe("what could not be checked, in words", () => {
  it("one line for one reason, however many facts it kept away", () =>
    assert.deepEqual(
      uncheckedLines(
        {
          notChecked: [
            { what: "ad.user", why: "offline: agent-offline: 404 no listener" },
            { what: "server.connectors", why: "offline: agent-offline: 404 no listener" },
            { what: "entra.userSignIns", why: "denied: 403 Forbidden" },
          ],
        },
        "en",
      ),
      [
        "The object in Active Directory and connectors: the agent on the sync server does not answer",
        "The person's sign-in log: no right to read it (403 Forbidden)",
      ],
    ));
  it("causes that stay open are named by their titles and counted", () =>
    assert.deepEqual(
      uncheckedLines({ notChecked: [{ what: "causes", why: "staging-mode, database-full" }] }, "de"),
      uncheckedLines({ notChecked: [{ what: "causes", why: "staging-mode, database-full" }] }, "de").filter(
        (line) => /^2 Ursachen bleiben deshalb offen/.test(line) && !/staging-mode/.test(line),
      ),
    ));
  it("what an older version kept is shown as it stands", () =>
    assert.deepEqual(uncheckedLines({ notChecked: [{ what: "sign-ins", why: "no licence" }] }, "en"), [
      "Sign-ins: no licence",
    ]));
  it("no fact is named by its key", () => {
    for (const key of FACT_KEYS)
      for (const language of ["en", "de"] as const) assert.doesNotMatch(factNameOf(key, language), /^\w+\.\w+$/, key);
  });
});
