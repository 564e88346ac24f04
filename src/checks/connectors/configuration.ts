import { sameText } from "../../identity/address";
import { adCsOf } from "../../identity/chain";
import { defineCheck } from "../../identity/define";
import { isWithin } from "../../identity/dn";
import { ENGINE, eventsOf, seenEvent } from "../../identity/events";
import { inboundOf } from "../../identity/flow";
import { attributeOf } from "../../identity/scoping-filter";
import { adConnectors, cloudConnectors, readsForestOf } from "../../identity/place";
import { brokenRuns, brokenSince, kindOf, latelyOf, seenRun } from "../../identity/runs";
import type { SyncSettings } from "../../identity/settings";
import { rulesInForce } from "../../identity/sync-rules";
import {
  cite,
  told,
  valueOr,
  type AdObject,
  type Claim,
  type Connector,
  type Given,
  type RunResult,
} from "../../domain";

/** Run results that name the connector's own configuration (adsync reference §4.4). */
const CONFIGURATION =
  /^(missing-partition-for-run-step|no-start-partition-(not-configured|rename|delete)|no-start-delta-step-type-not-configured|no-start-bad-ma-configuration|stopped-bad-ma-configuration|no-start-all-runsteps-skipped)$/;
const SCHEMA_ERRORS = /schema-violation|no-such-attribute|unsupported-attribute/i;
/** The Entra connector imports these object types on every installation (default configuration of the connector). */
const CLOUD_TYPES = ["contact", "device", "group", "user"];
/** Extensions that do not load (adsync reference §8.2), and unexpected errors whose text says the same. */
const LOAD_EVENTS = Array.from({ length: 24 }, (_, i) => 6151 + i);
const UNEXPECTED_EVENTS = [6401, 6801];
const UNEXPECTED_HOURS = 24;
const LOAD_FAULT = /FileLoadException|BadImageFormatException|TypeLoadException/;

type Read = "server.connectors" | "server.runHistory";
type Found = Claim<"partition" | "settings" | "types" | "runtime" | "schema" | "unread">;

/** Run profiles against partitions, object types against what imports need, the runtime and the schema. */
export default defineCheck({
  id: "connectors.configuration",
  title: {
    en: "Run profiles, partitions and object types fit together",
    de: "Ausführungsprofile, Partitionen und Objekttypen passen zusammen",
  },
  guide: "server.software",
  needs: ["server.connectors", "now"],
  wants: ["server.runHistory", "server.events", "ad.user", "server.syncRules", "server.globalSettings", "cs.chain"],
  messages: {
    fits: {
      en: "Run profiles, partitions and object types fit together.",
      de: "Ausführungsprofile, Partitionen und Objekttypen passen zusammen.",
    },
    partition: {
      code: "engine-misconfigured",
      text: {
        en: "{connector}: {what}, so its runs end with {result}.",
        de: "{connector}: {what}, deshalb enden seine Läufe mit {result}.",
      },
      advice: [
        {
          en: 'Run the Entra Connect wizard\'s "Refresh directory schema" and domain and OU filtering, which writes the run steps anew; or repair the run profile from the card.',
          de: 'Führen Sie im Entra-Connect-Assistenten "Refresh directory schema" und die Domänen- und OU-Filterung aus; das schreibt die Ausführungsschritte neu. Oder reparieren Sie das Ausführungsprofil über die Karte.',
        },
      ],
    },
    settings: {
      code: "engine-misconfigured",
      text: {
        en: "{connector}: its configuration is incomplete, so its runs end with {result}.",
        de: "{connector}: Die Konfiguration ist unvollständig, deshalb enden die Läufe mit {result}.",
      },
      advice: [
        {
          en: "Compare with the last exported configuration (%ProgramData%\\AADConnect), then run the Entra Connect wizard › Customize synchronization options, which writes the connector anew. Where that fails, install a new server in staging mode from the exported settings and swap.",
          de: "Vergleichen Sie mit der zuletzt exportierten Konfiguration (%ProgramData%\\AADConnect) und führen Sie dann den Entra-Connect-Assistenten › Customize synchronization options aus; das schreibt den Connector neu. Schlägt das fehl, installieren Sie aus den exportierten Einstellungen einen neuen Server im Stagingmodus und wechseln Sie auf ihn.",
        },
      ],
    },
    types: {
      code: "object-type-not-selected",
      text: {
        en: "{connector} does not handle the object type {type}, which its imports bring; the import fails.",
        de: "{connector} verarbeitet den Objekttyp {type} nicht, den seine Importe bringen; der Import schlägt fehl.",
      },
      advice: [
        {
          en: "Synchronization Service Manager › Connectors › {connector} › Properties › Select Object Types: tick {type} again, then run a full import.",
          de: "Synchronization Service Manager › Connectors › {connector} › Properties › Select Object Types: Wählen Sie {type} wieder aus und führen Sie dann einen vollständigen Import aus.",
        },
      ],
    },
    runtime: {
      code: "engine-misconfigured",
      text: {
        en: "The engine's extensions do not load ({proof}): the installation is damaged or an upgrade stopped half-way.",
        de: "Die Erweiterungen der Synchronisierungs-Engine werden nicht geladen ({proof}): Die Installation ist beschädigt, oder ein Upgrade blieb auf halbem Weg stehen.",
      },
      advice: [
        {
          en: "Repair the installation by running the installer of the same build, then restart ADSync; check that miiserver.exe.config was merged by the upgrade.",
          de: "Reparieren Sie die Installation mit dem Installationsprogramm desselben Builds und starten Sie dann ADSync neu; prüfen Sie, ob das Upgrade miiserver.exe.config zusammengeführt hat.",
        },
      ],
    },
    schema: {
      code: "connector-schema-stale",
      text: {
        en: "{connector}'s schema does not fit Active Directory's ({proof}).",
        de: "Das Schema von {connector} passt nicht zu dem von Active Directory ({proof}).",
      },
      advice: [
        {
          en: "Entra Connect wizard › Refresh directory schema; for Exchange attributes extend the AD schema first. Then a full import.",
          de: "Entra-Connect-Assistent › Refresh directory schema; für Exchange-Attribute erweitern Sie zuerst das AD-Schema. Danach ein vollständiger Import.",
        },
      ],
    },
    unread: {
      code: "connector-schema-stale",
      text: {
        en: "{connector} does not read {attributes}, which a rule in force takes from the account: its attribute list is older than Active Directory's schema, so no import, not even a full one, brings the value.",
        de: "{connector} liest {attributes} nicht, obwohl eine wirksame Regel es aus dem Konto nimmt: Seine Attributliste ist älter als das Schema von Active Directory, deshalb bringt kein Import den Wert, auch kein vollständiger.",
      },
      advice: [
        {
          en: "Entra Connect wizard › Refresh directory schema, and tick Exchange hybrid where the attribute is one of Exchange's; or Synchronization Service Manager › Connectors › {connector} › Properties › Select Attributes. Then a full import and full synchronization of {connector}.",
          de: "Entra-Connect-Assistent › Refresh directory schema, und wählen Sie Exchange hybrid aus, wenn es ein Exchange-Attribut ist; oder Synchronization Service Manager › Connectors › {connector} › Properties › Select Attributes. Danach ein vollständiger Import und eine vollständige Synchronisierung von {connector}.",
        },
      ],
    },
  },
  evaluate(facts, { ad, place, settings }) {
    const connectors = valueOr(facts["server.connectors"], undefined);
    if (connectors === undefined) return { verdict: "skip", message: "fits" };
    const names = connectors.map((c) => c.Name);
    const broken = brokenRuns(valueOr(facts["server.runHistory"], []), names);
    const found = [
      ...adConnectors(connectors).map((c) => misfit(facts, c, broken, ad)),
      ...cloudConnectors(connectors).flatMap((c) => [incomplete(facts, c, broken), lackingType(facts, c, broken)]),
      damaged(facts, broken),
      staleSchema(facts, broken),
      ad === undefined || place === undefined ? undefined : notRead(facts, ad, place.connector, settings),
    ].filter((claim) => claim !== undefined);
    return found.length > 0 ? found : { verdict: "pass", message: "fits" };
  },
});

const sinceOf = (run: RunResult, facts: Given<never, Read>): string =>
  brokenSince(run, valueOr(facts["server.runHistory"], []));
const misconfigured = (broken: readonly RunResult[], c: Connector): RunResult | undefined =>
  broken.find((r) => r.ConnectorName === c.Name && CONFIGURATION.test(r.Result));

/** Partitions and run steps of an AD connector that do not fit: a step for none, a selected domain without one. */
function misfit(
  facts: Given<never, Read>,
  connector: Connector,
  broken: readonly RunResult[],
  ad: AdObject | undefined,
): Found | undefined {
  const { without, orphan } = stepsThatMiss(connector);
  const run = misconfigured(broken, connector);
  if (run === undefined && orphan === undefined && without === undefined) return undefined;
  const touches =
    without !== undefined && run === undefined
      ? (person: AdObject) => isWithin(person.dn, without.DN)
      : (person: AdObject) => readsForestOf(connector, person);
  const [what, seen] =
    without !== undefined
      ? [
          told(
            {
              en: "its run profiles have no step for the selected domain {dn}",
              de: "seine Ausführungsprofile haben keinen Schritt für die ausgewählte Domäne {dn}",
            },
            { dn: without.DN },
          ),
          told(
            {
              en: "partition {dn} ({id}) is in no run step",
              de: "Partition {dn} ({id}) steht in keinem Ausführungsschritt",
            },
            { dn: without.DN, id: without.Identifier ?? "?" },
          ),
        ]
      : orphan !== undefined
        ? [
            {
              en: "its run profiles have a step for a domain that is no longer there",
              de: "seine Ausführungsprofile haben einen Schritt für eine Domäne, die es nicht mehr gibt",
            },
            told(
              {
                en: "run step for partition {orphan}, which the connector does not have",
                de: "Ausführungsschritt für die Partition {orphan}, die der Connector nicht hat",
              },
              { orphan },
            ),
          ]
        : [
            {
              en: "a run step and its partition do not fit",
              de: "ein Ausführungsschritt und seine Partition passen nicht zusammen",
            },
            { en: "run steps and partitions", de: "Ausführungsschritte und Partitionen" },
          ];
  return {
    verdict: "fail",
    message: "partition",
    standing: ad === undefined || touches(ad) ? "blocking" : "degrading",
    ...(run === undefined ? { proof: "measured" } : { proof: "stated", since: sinceOf(run, facts) }),
    data: {
      connector: connector.Name,
      what,
      result: run?.Result ?? { en: "nothing imported from that domain", de: "einem Import ohne diese Domäne" },
    },
    evidence: [
      ...(run === undefined ? [] : [seenRun(run, facts["server.runHistory"])]),
      cite(seen, facts["server.connectors"]),
    ],
    suggests: ["repair-run-profile"],
  };
}
/** `without`: a selected partition that some run profile has no step for; `orphan`: the identifier of a step without its partition. */
function stepsThatMiss({ Partitions, RunProfiles = [] }: Connector) {
  const known = Partitions.filter((p) => p.Identifier !== undefined);
  const stepsOf = (profiles: typeof RunProfiles): string[] =>
    profiles.flatMap((p) => p.RunSteps.flatMap((s) => s.PartitionIdentifier ?? []));
  const steps = stepsOf(RunProfiles);
  const has = (list: readonly string[], id: string | undefined): boolean => list.some((s) => sameText(s, id));
  const orphan = known.length === 0 ? undefined : steps.find((s) => !known.some((p) => sameText(p.Identifier, s)));
  const without =
    steps.length === 0
      ? undefined
      : known.find((p) => p.Selected && RunProfiles.some((r) => !has(stepsOf([r]), p.Identifier)));
  return { without, orphan };
}

function incomplete(facts: Given<never, Read>, c: Connector, broken: readonly RunResult[]): Found | undefined {
  const run = misconfigured(broken, c);
  if (run === undefined) return undefined;
  return {
    verdict: "fail",
    message: "settings",
    proof: "stated",
    standing: "blocking",
    since: sinceOf(run, facts),
    data: { connector: c.Name, result: run.Result },
    evidence: [seenRun(run, facts["server.runHistory"])],
  };
}
function lackingType(facts: Given<never, Read>, c: Connector, broken: readonly RunResult[]): Found | undefined {
  const types = c.ObjectTypes;
  const type = types === undefined ? undefined : CLOUD_TYPES.find((t) => !types.some((x) => sameText(x, t)));
  const run = broken.find(
    (r) => r.ConnectorName === c.Name && kindOf(r) === "Import" && r.Result === "stopped-extension-dll-exception",
  );
  if (types === undefined || type === undefined || run === undefined) return undefined;
  return {
    verdict: "fail",
    message: "types",
    proof: "measured",
    standing: "blocking",
    since: sinceOf(run, facts),
    data: { connector: c.Name, type },
    evidence: [
      cite(
        told({ en: "object types {types}", de: "Objekttypen {types}" }, { types: types.join(", ") }),
        facts["server.connectors"],
      ),
      seenRun(run, facts["server.runHistory"]),
    ],
  };
}
function damaged(facts: Given<"now", Read | "server.events">, broken: readonly RunResult[]): Found | undefined {
  const events = valueOr(facts["server.events"], []);
  const now = valueOr(facts.now, "");
  const event =
    eventsOf(events, ENGINE, LOAD_EVENTS, now)[0] ??
    eventsOf(events, ENGINE, UNEXPECTED_EVENTS, now, UNEXPECTED_HOURS).find((e) => LOAD_FAULT.test(e.Message));
  if (event === undefined || broken.length === 0) return undefined;
  return {
    verdict: "fail",
    message: "runtime",
    proof: "timed",
    standing: "blocking",
    since: event.TimeCreated,
    data: {
      proof: told(
        { en: "ADSync event {id} at {when}", de: "ADSync-Ereignis {id} am {when}" },
        { id: event.Id, when: event.TimeCreated },
      ),
    },
    evidence: [seenEvent(event, facts["server.events"])],
  };
}
function staleSchema(facts: Given<never, Read>, broken: readonly RunResult[]): Found | undefined {
  const stopped = broken.find((r) => /schema/i.test(r.Result));
  const run =
    stopped ??
    latelyOf(valueOr(facts["server.runHistory"], [])).find((r) =>
      r.Errors.some((e) => SCHEMA_ERRORS.test(e.ErrorType)),
    );
  if (run === undefined) return undefined;
  return {
    verdict: "fail",
    message: "schema",
    proof: "timed",
    standing: broken.includes(run) ? "blocking" : "degrading",
    since: run.StartDate,
    data: {
      connector: run.ConnectorName,
      proof: run.Errors.find((e) => SCHEMA_ERRORS.test(e.ErrorType))?.ErrorType ?? run.Result,
    },
    evidence: [seenRun(run, facts["server.runHistory"])],
  };
}
/** Attributes that the account has, that a rule in force reads from it, and that its connector does not bring. */
function notRead(
  facts: Given<"server.connectors", "server.syncRules" | "cs.chain">,
  ad: AdObject,
  connector: Connector,
  settings: SyncSettings,
): Found | undefined {
  const { AttributeInclusionList: list = [], Name: name, LastModificationTime: modified } = connector;
  const rules = rulesInForce(valueOr(facts["server.syncRules"], []), valueOr(facts["server.connectors"], []));
  const imported = adCsOf(facts["cs.chain"])?.Attributes ?? {};
  const lacking = [...new Set(Object.values(inboundOf(ad, rules, name, settings).from).flatMap((o) => o.reads))].filter(
    (a) =>
      attributeOf(ad, a) !== undefined &&
      !list.some((x) => sameText(x, a)) &&
      !Object.keys(imported).some((x) => sameText(x, a)),
  );
  if (list.length === 0 || lacking.length === 0) return undefined;
  return {
    verdict: "fail",
    message: "unread",
    proof: "measured",
    data: { connector: name, attributes: lacking },
    evidence: [
      cite(
        told(
          {
            en: "AttributeInclusionList of {connector} has {count} attributes, without {attributes}; last modified {modified}",
            de: "AttributeInclusionList von {connector} hat {count} Attribute, ohne {attributes}; zuletzt geändert {modified}",
          },
          { connector: name, count: list.length, attributes: lacking.join(", "), modified: modified ?? "?" },
        ),
        facts["server.connectors"],
      ),
    ],
  };
}
