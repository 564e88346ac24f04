import { defineCheck } from "../../identity/define";
import { cloudConnectors } from "../../identity/place";
import { brokenRuns, seenRun } from "../../identity/runs";
import { hoursBetween } from "../../identity/time";
import { compareVersions } from "../../identity/versions";
import { cite, told, valueOr } from "../../domain";
import { RETIREMENTS } from "./retirements";

const SHOWN_RUNS = 2;

/** A retired build explains a cloud side that refuses; one whose runs succeed is a note, whatever the table says. */
export default defineCheck({
  id: "server.version",
  title: {
    en: "The version of Entra Connect is supported on the day of the case",
    de: "Die Version von Entra Connect wird am Tag des Falls unterstützt",
  },
  guide: "server.prerequisites",
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/connect/reference-connect-version-history"],
  needs: ["server.host", "now"],
  wants: ["server.runHistory", "server.connectors"],
  messages: {
    supported: { en: "The version is supported.", de: "Die Version wird unterstützt." },
    none: { en: "No Entra Connect version was read.", de: "Es wurde keine Version von Entra Connect gelesen." },
    retired: {
      code: "sync-version-retired",
      text: {
        en: "Entra Connect {version} no longer works with the service: {says}.",
        de: "Entra Connect {version} arbeitet nicht mehr mit dem Dienst zusammen: {says}.",
      },
      advice: [
        {
          en: "Upgrade to the newest build from the Entra admin center (in place, or as a new staging server); check the prerequisites first: Windows Server 2016 or later, .NET 4.7.2, TLS 1.2.",
          de: "Aktualisieren Sie auf den neuesten Build aus dem Entra admin center (direkt oder als neuer Stagingserver); prüfen Sie vorher die Voraussetzungen: Windows Server 2016 oder höher, .NET 4.7.2, TLS 1.2.",
        },
      ],
    },
    partly: {
      code: "sync-version-retired",
      text: {
        en: "Entra Connect {version} works only in part: {says}.",
        de: "Entra Connect {version} funktioniert nur teilweise: {says}.",
      },
      advice: [
        {
          en: "Upgrade before you need the wizard: the newest build is in the Entra admin center.",
          de: "Aktualisieren Sie, bevor Sie den Assistenten brauchen: Der neueste Build steht im Entra admin center.",
        },
      ],
    },
  },
  evaluate(facts) {
    const version = valueOr(facts["server.host"], undefined)?.ConnectVersion ?? undefined;
    if (version === undefined) return { verdict: "skip", message: "none" };
    const inEffect = RETIREMENTS.filter(
      (r) => hoursBetween(r.from, valueOr(facts.now, "")) >= 0 && compareVersions(version, r.below) < 0,
    );
    const all = inEffect.find((r) => r.effect === "all");
    const hit = all ?? inEffect.find((r) => r.effect === "wizard");
    if (hit === undefined) return { verdict: "pass", message: "supported" };
    const hasHistory = facts["server.runHistory"].state === "seen" && facts["server.connectors"].state === "seen";
    const broken = brokenRuns(
      valueOr(facts["server.runHistory"], []),
      cloudConnectors(valueOr(facts["server.connectors"], [])).map((c) => c.Name),
    );
    const found = {
      since: hit.from,
      evidence: [
        cite(`ConnectVersion ${version}`, facts["server.host"]),
        ...broken.slice(0, SHOWN_RUNS).map((r) => seenRun(r, facts["server.runHistory"])),
      ],
    };
    if (all !== undefined && (broken.length > 0 || !hasHistory))
      return {
        ...found,
        verdict: "fail",
        message: "retired",
        proof: "measured",
        standing: "blocking",
        data: { version, says: all.says },
      };
    return {
      ...found,
      verdict: "warn",
      message: "partly",
      proof: all === undefined ? "measured" : "told",
      standing: "degrading",
      data: {
        version,
        says:
          all === undefined
            ? hit.says
            : told(
                { en: "{says}, yet its runs still succeed", de: "{says}, doch ihre Läufe gelingen noch" },
                { says: all.says },
              ),
      },
    };
  },
});
