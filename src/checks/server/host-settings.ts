import { defineCheck } from "../../identity/define";
import { DIRSYNC, ENGINE, eventsOf } from "../../identity/events";
import { brokenRuns } from "../../identity/runs";
import { cite } from "../../domain";
/** FIPS mode breaks MD5, which password hash sync needs; a UTF-8 system code page breaks the engine. Named only beside the error that follows. */
export const hostSettings = defineCheck({
  id: "server.host-settings",
  title: "No host setting breaks the engine",
  guide: "server.prerequisites",
  needs: ["server.host"],
  wants: ["server.events", "now", "server.runHistory", "server.connectors", "server.services"],
  messages: {
    fine: "No host setting is known to break the engine.",
    fips: {
      code: "host-setting-incompatible",
      text: "FIPS mode is on, and password hash synchronization fails (event {id} at {at}): it needs MD5, which FIPS mode forbids.",
      advice: [
        'In miiserver.exe.config of %ProgramFiles%\\Microsoft Azure AD Sync\\Bin set <enforceFIPSPolicy enabled="false"/> below <runtime>, restart ADSync; or take the server out of the policy that turns FIPS mode on.',
      ],
    },
    codePage: {
      code: "host-setting-incompatible",
      text: "The system code page is UTF-8 ({page}); the engine does not run with it.",
      advice: [
        'Control Panel › Region › Administrative › Change system locale: untick "Use Unicode UTF-8", restart the server.',
      ],
    },
  },
  evaluate({
    "server.host": host,
    "server.events": events,
    now,
    "server.runHistory": runs,
    "server.connectors": connectors,
    "server.services": services,
  }) {
    if (host.state !== "seen") return { verdict: "skip", message: "fine" };
    const log = events.state === "seen" ? events.value : [],
      at = now.state === "seen" ? now.value : "",
      fips = host.value.FipsAlgorithmPolicyEnabled === 1 || host.value.FipsAlgorithmPolicyEnabled === true;
    const hash = [
      ...eventsOf(log, DIRSYNC, [611, 652, 667, 603, 604], at, 48),
      ...eventsOf(log, ENGINE, [6900, 667], at, 48),
    ];
    if (fips && hash.length > 0)
      return {
        verdict: "fail",
        message: "fips",
        standing: "shown",
        data: { id: hash[0]!.Id, at: hash[0]!.TimeCreated },
        evidence: [
          cite("FipsAlgorithmPolicy Enabled = 1", host),
          cite(`${hash[0]!.ProviderName} ${hash[0]!.Id} at ${hash[0]!.TimeCreated}`, events),
        ],
        suggests: [],
      };
    const page = host.value.SystemCodePage;
    const fails =
      (runs.state === "seen" &&
        connectors.state === "seen" &&
        brokenRuns(
          runs.value,
          connectors.value.map((c) => c.Name),
        ).length > 0) ||
      (services.state === "seen" && services.value.some((s) => s.Name === "ADSync" && s.Status !== "Running")) ||
      eventsOf(log, ENGINE, [6300, 6301, 6306, 6311, 6401, 6801, 6803, 2005], at, 72).length > 0;
    if (page !== undefined && (page.ACP === 65001 || page.OEMCP === 65001) && fails)
      return {
        verdict: "fail",
        message: "codePage",
        standing: "blocking",
        data: { page: `ACP ${page.ACP}, OEMCP ${page.OEMCP}` },
        evidence: [cite(`system code page ACP ${page.ACP}, OEMCP ${page.OEMCP}`, host)],
        suggests: [],
      };
    return { verdict: "pass", message: "fine" };
  },
});
