import { defineCheck } from "../../identity/define";
import { AGENT_SERVICE, isRunning, serviceNamed, SYNC_SERVICE } from "../../identity/services";
import { unreadOf } from "../../identity/unread";
import { compareVersions } from "../../identity/versions";
import { cite, told, valueOr } from "../../domain";

/** Registry release of .NET Framework 4.7.2, and the system version of Windows Server 2016: what Connect 2.x needs (adsync reference §1.5). */
const DOTNET_472 = 461808;
const SERVER_2016 = "10.0.14393";
const CONNECT_2 = "2.0.0.0";

/** .NET 4.7.2 is release 461808; Connect 2.x wants Windows Server 2016 (10.0.14393). Only what keeps this version from running is a fault. */
export default defineCheck({
  id: "server.prerequisites",
  title: {
    en: "Operating system and .NET meet what this version needs",
    de: "Betriebssystem und .NET erfüllen, was diese Version braucht",
  },
  guide: "server.prerequisites",
  needs: ["server.host"],
  wants: ["server.services"],
  messages: {
    met: {
      en: "Operating system and .NET meet what this version needs.",
      de: "Betriebssystem und .NET erfüllen, was diese Version braucht.",
    },
    dotnet: {
      code: "prerequisite-missing",
      text: {
        en: ".NET Framework on the server (release {release}) is older than 4.7.2, which {product} needs.",
        de: ".NET Framework auf dem Server (Release {release}) ist älter als 4.7.2; das braucht {product}.",
      },
      advice: [
        {
          en: "Install .NET Framework 4.8 and restart the server.",
          de: "Installieren Sie .NET Framework 4.8 und starten Sie den Server neu.",
        },
      ],
    },
    os: {
      code: "prerequisite-missing",
      text: {
        en: "{os} is older than Windows Server 2016, which Entra Connect {version} needs.",
        de: "{os} ist älter als Windows Server 2016, das Entra Connect {version} braucht.",
      },
      advice: [
        {
          en: "Install Entra Connect on Windows Server 2016 or later, as a new staging server, and swap.",
          de: "Installieren Sie Entra Connect auf Windows Server 2016 oder höher als neuen Stagingserver und wechseln Sie auf ihn.",
        },
      ],
    },
  },
  evaluate(facts) {
    const host = valueOr(facts["server.host"], undefined);
    if (host === undefined) return { verdict: "skip", message: "met" };
    const version = host.ConnectVersion ?? undefined;
    const isConnect2 = version !== undefined && compareVersions(version, CONNECT_2) >= 0;
    const services = valueOr(facts["server.services"], []);
    const unread = unreadOf(facts, "server.services");
    const runs = [SYNC_SERVICE, AGENT_SERVICE].some((name) => isRunning(serviceNamed(services, name)));
    // Whether the engine runs nonetheless is not known while its service is unread.
    const proof = unread.length > 0 ? ({ proof: "timed", settles: unread } as const) : ({ proof: "measured" } as const);
    const found = {
      verdict: runs ? "warn" : "fail",
      standing: runs ? "degrading" : "blocking",
      ...proof,
    } as const;
    const release = host.DotNetRelease;
    if (release !== undefined && release < DOTNET_472 && (isConnect2 || version === undefined))
      return {
        ...found,
        message: "dotnet",
        data: {
          release,
          product:
            version === undefined
              ? { en: "the provisioning agent", de: "der Bereitstellungs-Agent" }
              : `Entra Connect ${version}`,
        },
        evidence: [
          cite(told({ en: ".NET release {release}", de: ".NET-Release {release}" }, { release }), facts["server.host"]),
        ],
      };
    const system = host.OSVersion;
    if (!isConnect2 || system === undefined || compareVersions(system, SERVER_2016) >= 0)
      return { verdict: "pass", message: "met" };
    return {
      ...found,
      message: "os",
      data: { os: host.OS ?? system, version },
      evidence: [cite(`${host.OS ?? ""} ${system}`, facts["server.host"])],
    };
  },
});
