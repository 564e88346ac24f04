/** What the steps of the guide show of the facts: bounded, in both languages, and honest about what was not read. */
import assert from "node:assert/strict";
import {
  FACT_KEYS,
  type FactKey,
  LANGUAGES,
  READINGS,
  unreadable,
  type EndpointProbe,
  type Facts,
  type FactSet,
  type Reading,
  type ReadingId,
  type RunResult,
} from "../../src/domain";
import { readingsOf, READING_SPECS } from "../../src/triage/readings";
import { factsOf, linked, person, run } from "../checks/scope/world";

const reading = (id: ReadingId, facts: FactSet): Reading => readingsOf(facts).find((r) => r.id === id)!;
const over = (given: Partial<Facts>, id: ReadingId): Reading => reading(id, factsOf(given));
const textsOf = (r: Reading, language: "en" | "de" = "en"): string[] =>
  [r.says, ...r.rows.flatMap((row) => row.cells)].map((w) =>
    typeof w === "string" ? w : "at" in w ? w.at : w[language],
  );
/** Facts of which one could not be read. */
const lacking = (given: Partial<Facts>, key: FactKey, why: "denied" | "not-asked"): FactSet =>
  new Proxy(factsOf(given), {
    get: (facts, k) => (k === key ? unreadable(why, "403 for svc-agent") : facts[k as FactKey]),
  });
const says = (r: Reading): string => textsOf(r)[0]!;
const probe = (more: Partial<EndpointProbe> = {}): EndpointProbe => ({
  Host: "login.microsoftonline.com",
  Port: 443,
  Purpose: "sign-in",
  Dns: ["203.0.113.10"],
  Tcp: "open",
  Tls: { Protocol: "Tls12", Issuer: "CN=DigiCert Global G2, O=DigiCert", ChainStatus: "ok" },
  Http: 200,
  ...more,
});
const exported = (more: Partial<RunResult> = {}): RunResult =>
  run({ RunProfileName: "Export", ConnectorName: "contoso.onmicrosoft.com - AAD", ...more });

describe("a reading", () => {
  it("of endpoints shows port, DNS, TCP, TLS and HTTP, what is closed first", () => {
    const r = over(
      {
        "server.endpoints": [
          probe(),
          probe({
            Host: "adminwebservice.microsoftonline.com",
            Tcp: "timeout",
            Tls: undefined,
            Http: undefined,
          } as never),
        ],
      },
      "endpoints",
    );
    assert.equal(says(r), "2 endpoints were probed, 1 of them open.");
    assert.deepEqual(r.rows[0], {
      cells: ["adminwebservice.microsoftonline.com:443", "203.0.113.10", "timeout", "–, –"],
      mark: "bad",
    });
    assert.deepEqual(r.rows[1]?.cells, ["login.microsoftonline.com:443", "203.0.113.10", "open", "Tls12, 200"]);
  });
  it("of secure connections shows the issuer", () =>
    assert.deepEqual(over({ "server.endpoints": [probe()] }, "tls").rows[0]?.cells, [
      "login.microsoftonline.com:443",
      "Tls12",
      "DigiCert Global G2, ok",
      "200",
    ]));
  it("of the last runs shows result and counters, what broke off first", () => {
    const r = over(
      {
        "server.runHistory": [
          exported({ StartDate: "2026-11-23T08:46:00Z", Counters: { ExportAdd: 2, ExportUpdate: 1, ExportDelete: 0 } }),
          exported({ StartDate: "2026-11-23T08:16:00Z", Result: "stopped-extension-dll-exception" }),
        ],
      },
      "runs",
    );
    assert.match(says(r), /The last 2 runs: 1 broke off, none with errors/);
    assert.deepEqual(
      r.rows.map((row) => [row.cells[1], row.cells[2], row.mark]),
      [
        ["stopped-extension-dll-exception", "–", "bad"],
        ["success", "2 / 1 / 0 / 0", "good"],
      ],
    );
  });
  it("of what the directory withholds names attribute, value and since when", () => {
    const r = over(
      {
        "ad.user": person(),
        "entra.user": linked({
          onPremisesProvisioningErrors: [
            {
              category: "PropertyConflict",
              propertyCausingError: "ProxyAddresses",
              value: "SMTP:ann@contoso.com",
              occurredDateTime: "2026-11-20T08:00:00Z",
            },
          ],
        }),
      },
      "withheld",
    );
    assert.match(says(r), /^1 value is withheld/);
    assert.ok(textsOf(r).some((t) => t.endsWith("ProxyAddresses")));
    assert.deepEqual(r.rows[0]?.cells.slice(1), [
      "SMTP:ann@contoso.com",
      "PropertyConflict",
      { at: "2026-11-20T08:00:00Z" },
    ]);
  });
  it("of the scheduler says that it is off, and that the server stands in staging mode", () => {
    const r = over(
      {
        "server.scheduler": {
          SyncCycleEnabled: false,
          StagingModeEnabled: true,
          SchedulerSuspended: false,
          SyncCycleInProgress: false,
        },
      },
      "scheduler",
    );
    assert.equal(says(r), "The scheduler is off, the server is in staging mode.");
    assert.equal(r.rows.filter((row) => row.mark === "bad").length, 2);
  });
  it("that could not be had says why, and is no empty table", () => {
    const r = reading("endpoints", lacking({}, "server.endpoints", "denied"));
    assert.deepEqual([r.state, r.rows.length, says(r)], ["unread", 0, "Could not be read: access was denied."]);
  });
  it("that was not asked for says that, and not that nothing is there", () => {
    assert.equal(says(reading("signIns", lacking({}, "entra.userSignIns", "not-asked"))), "Not read for this ask.");
  });
  it("of which a part could not be read says which", () => {
    const facts = lacking({ "ad.user": person() }, "entra.deletedUsers", "denied");
    assert.match(says(reading("holders", facts)), /Not read: GET \/directory\/deletedItems/);
  });
  it("claims nothing about an account that could not be read", () => {
    for (const id of ["anchors", "values", "scope"] as const)
      assert.match(says(reading(id, lacking({}, "ad.user", "denied"))), /could not be read/i, id);
    for (const id of ["anchors", "values", "usable"] as const)
      assert.match(
        says(reading(id, lacking({ "ad.user": person() }, "entra.user", "denied"))),
        /could not be read/i,
        id,
      );
  });
  it("is bounded, whatever was read", () => {
    const long = "x".repeat(100_000);
    const r = over(
      { "server.endpoints": Array.from({ length: 500 }, (_, i) => probe({ Host: `h${i}.${long}`, Dns: [long] })) },
      "endpoints",
    );
    assert.deepEqual([r.rows.length, r.more], [12, 488]);
    assert.ok(JSON.stringify(r).length < 16_000, String(JSON.stringify(r).length));
  });
  it("names no fact by its own name, in either language, and says something in each", () => {
    for (const facts of [factsOf({}), factsOf({ "ad.user": person(), "entra.user": linked() })])
      for (const r of readingsOf(facts))
        for (const language of LANGUAGES) {
          const text = textsOf(r, language).join(" ");
          assert.ok(textsOf(r, language)[0]!.trim() !== "" && !/[{}]|undefined/.test(text), `${r.id}: ${text}`);
          assert.deepEqual(
            FACT_KEYS.filter((k) => k.includes(".") && text.includes(k)),
            [],
            r.id,
          );
        }
  });
  it("has a title, columns for its cells, and each is made once", () => {
    assert.deepEqual(Object.keys(READING_SPECS).sort(), [...READINGS].sort());
    for (const r of readingsOf(factsOf({ "ad.user": person(), "entra.user": linked() })))
      for (const row of r.rows) assert.equal(row.cells.length, READING_SPECS[r.id].columns.length, r.id);
  });
});
