import { defineCheck } from "../../identity/define";
import { isWithin } from "../../identity/dn";
import { ENGINE, eventsOf } from "../../identity/events";
import { adConnectors, cloudConnectors, readsForestOf } from "../../identity/place";
import { brokenRuns } from "../../identity/runs";
import { cite, type Claim } from "../../domain";
const CONFIG =
  /^(missing-partition-for-run-step|no-start-partition-(not-configured|rename|delete)|no-start-delta-step-type-not-configured|no-start-bad-ma-configuration|stopped-bad-ma-configuration|no-start-all-runsteps-skipped)$/;
/** The Entra connector imports these object types on every installation (default configuration of the connector). */
const CLOUD_TYPES = ["contact", "device", "group", "user"];
/** Run profiles against partitions, object types against what imports need, the runtime and the schema. */
export const configuration = defineCheck({
  id: "connectors.configuration",
  title: "Run profiles, partitions and object types fit together",
  guide: "server.software",
  needs: ["server.connectors"],
  wants: ["server.runHistory", "server.events", "now", "ad.user", "server.services"],
  messages: {
    fits: "Run profiles, partitions and object types fit together.",
    partition: {
      code: "engine-misconfigured",
      text: "{connector}: {what}, so its runs end with {result}.",
      advice: [
        'Run the Entra Connect wizard\'s "Refresh directory schema" and domain and OU filtering, which writes the run steps anew; or repair the run profile from the card.',
      ],
    },
    settings: {
      code: "engine-misconfigured",
      text: "{connector}: its configuration is incomplete, so its runs end with {result}.",
      advice: [
        "Compare with the last exported configuration (%ProgramData%\\AADConnect), then run the Entra Connect wizard › Customize synchronization options, which writes the connector anew. Where that fails, install a new server in staging mode from the exported settings and swap.",
      ],
    },
    types: {
      code: "object-type-not-selected",
      text: "{connector} does not handle the object type {type}, which its imports bring; the import fails.",
      advice: [
        "Synchronization Service Manager › Connectors › {connector} › Properties › Select Object Types: tick {type} again, then run a full import.",
      ],
    },
    runtime: {
      code: "engine-misconfigured",
      text: "The engine's extensions do not load ({proof}): the installation is damaged or an upgrade stopped half-way.",
      advice: [
        "Repair the installation by running the installer of the same build, then restart ADSync; check that miiserver.exe.config was merged by the upgrade.",
      ],
    },
    schema: {
      code: "connector-schema-stale",
      text: "{connector}'s schema does not fit Active Directory's ({proof}).",
      advice: [
        "Entra Connect wizard › Refresh directory schema; for Exchange attributes extend the AD schema first. Then a full import.",
      ],
    },
  },
  evaluate({
    "server.connectors": connectors,
    "server.runHistory": runs,
    "server.events": events,
    now,
    "ad.user": ad,
  }) {
    if (connectors.state !== "seen") return { verdict: "skip", message: "fits" };
    const out: Claim<"fits" | "partition" | "settings" | "types" | "runtime" | "schema">[] = [],
      history = runs.state === "seen" ? runs.value : [],
      at = now.state === "seen" ? now.value : "",
      log = events.state === "seen" ? events.value : [];
    const broken = brokenRuns(
      history,
      connectors.value.map((c) => c.Name),
    );
    for (const c of adConnectors(connectors.value)) {
      const known = c.Partitions.filter((p) => p.Identifier !== undefined),
        steps = (c.RunProfiles ?? [])
          .flatMap((p) => p.RunSteps.map((s) => s.PartitionIdentifier))
          .filter((s): s is string => s !== undefined);
      const orphan =
        known.length > 0
          ? steps.find((s) => !c.Partitions.some((p) => p.Identifier?.toLowerCase() === s.toLowerCase()))
          : undefined;
      const without =
        steps.length > 0
          ? known.find(
              (p) =>
                p.Selected &&
                (c.RunProfiles ?? []).some(
                  (r) => !r.RunSteps.some((s) => s.PartitionIdentifier?.toLowerCase() === p.Identifier!.toLowerCase()),
                ),
            )
          : undefined;
      const run = broken.find((r) => r.ConnectorName === c.Name && CONFIG.test(r.Result));
      if (run === undefined && orphan === undefined && without === undefined) continue;
      const mine =
        ad.state !== "seen" ||
        (without !== undefined && run === undefined ? isWithin(ad.value.dn, without.DN) : readsForestOf(c, ad.value));
      out.push({
        verdict: "fail",
        message: "partition",
        standing: mine ? "blocking" : "degrading",
        data: {
          connector: c.Name,
          what:
            without !== undefined
              ? `its run profiles have no step for the selected domain ${without.DN}`
              : orphan !== undefined
                ? "its run profiles have a step for a domain that is no longer there"
                : "a run step and its partition do not fit",
          result: run?.Result ?? "nothing imported from that domain",
        },
        evidence: [
          ...(run === undefined ? [] : [cite(`${run.RunProfileName} ${run.StartDate}: ${run.Result}`, runs)]),
          cite(
            without !== undefined
              ? `partition ${without.DN} (${without.Identifier}) is in no run step`
              : orphan !== undefined
                ? `run step for partition ${orphan}, which the connector does not have`
                : "run steps and partitions",
            connectors,
          ),
        ],
        suggests: ["repair-run-profile"],
      });
    }
    for (const c of cloudConnectors(connectors.value)) {
      const bad = broken.find((r) => r.ConnectorName === c.Name && CONFIG.test(r.Result));
      if (bad !== undefined)
        out.push({
          verdict: "fail",
          message: "settings",
          standing: "blocking",
          data: { connector: c.Name, result: bad.Result },
          evidence: [cite(`${bad.RunProfileName} ${bad.StartDate}: ${bad.Result}`, runs)],
          suggests: [],
        });
      const lacking =
          c.ObjectTypes === undefined
            ? undefined
            : CLOUD_TYPES.find((t) => !c.ObjectTypes!.some((x) => x.toLowerCase() === t)),
        run = broken.find(
          (r) =>
            r.ConnectorName === c.Name &&
            /import/i.test(r.RunProfileName) &&
            r.Result === "stopped-extension-dll-exception",
        );
      if (lacking !== undefined && run !== undefined)
        out.push({
          verdict: "fail",
          message: "types",
          standing: "blocking",
          data: { connector: c.Name, type: lacking },
          evidence: [
            cite(`object types ${c.ObjectTypes!.join(", ")}`, connectors),
            cite(`${run.RunProfileName} ${run.StartDate}: ${run.Result}`, runs),
          ],
          suggests: [],
        });
    }
    const load =
      eventsOf(
        log,
        ENGINE,
        Array.from({ length: 24 }, (_, i) => 6151 + i),
        at,
        72,
      )[0] ??
      eventsOf(log, ENGINE, [6401, 6801], at, 24).find((e) =>
        /FileLoadException|BadImageFormatException|TypeLoadException/.test(e.Message),
      );
    if (load !== undefined && broken.length > 0)
      out.push({
        verdict: "fail",
        message: "runtime",
        standing: "blocking",
        proof: "timed",
        data: { proof: `ADSync event ${load.Id} at ${load.TimeCreated}` },
        evidence: [cite(`ADSync ${load.Id} at ${load.TimeCreated}`, events)],
        suggests: [],
      });
    const schema =
      broken.find((r) => /schema/i.test(r.Result)) ??
      history
        .slice(0, 12)
        .find((r) =>
          r.Errors.some((e) => /schema-violation|no-such-attribute|unsupported-attribute/i.test(e.ErrorType)),
        );
    if (schema !== undefined)
      out.push({
        verdict: "fail",
        message: "schema",
        standing: broken.includes(schema) ? "blocking" : "degrading",
        proof: "timed",
        data: {
          connector: schema.ConnectorName,
          proof: broken.includes(schema) ? schema.Result : schema.Errors[0]!.ErrorType,
        },
        evidence: [cite(`${schema.RunProfileName} ${schema.StartDate}: ${schema.Result}`, runs)],
        suggests: [],
      });
    return out.length > 0 ? out : { verdict: "pass", message: "fits" };
  },
});
