import { defineCheck } from "../../identity/define";
import { compareVersions } from "../../identity/versions";
import { cite } from "../../domain";
/** .NET 4.7.2 is release 461808; Connect 2.x wants Windows Server 2016 (10.0.14393). Only what keeps this version from running is a fault. */
export const prerequisites = defineCheck({
  id: "server.prerequisites",
  title: "Operating system and .NET meet what this version needs",
  guide: "server.prerequisites",
  needs: ["server.host"],
  wants: ["server.services", "server.events", "now"],
  messages: {
    met: "Operating system and .NET meet what this version needs.",
    dotnet: {
      code: "prerequisite-missing",
      text: ".NET Framework on the server (release {release}) is older than 4.7.2, which {product} needs.",
      advice: ["Install .NET Framework 4.8 and restart the server."],
    },
    os: {
      code: "prerequisite-missing",
      text: "{os} is older than Windows Server 2016, which Entra Connect {version} needs.",
      advice: ["Install Entra Connect on Windows Server 2016 or later, as a new staging server, and swap."],
    },
  },
  evaluate({ "server.host": host, "server.services": services }) {
    if (host.state !== "seen") return { verdict: "skip", message: "met" };
    const h = host.value,
      running =
        services.state === "seen" &&
        services.value.some((s) => /^(ADSync|AADConnectProvisioningAgent)$/.test(s.Name) && s.Status === "Running");
    const standing = running ? ("degrading" as const) : ("blocking" as const),
      v2 = h.ConnectVersion != null && compareVersions(h.ConnectVersion, "2.0.0.0") >= 0;
    if (h.DotNetRelease !== undefined && h.DotNetRelease < 461808 && (v2 || h.ConnectVersion == null))
      return {
        verdict: running ? "warn" : "fail",
        message: "dotnet",
        standing,
        data: {
          release: h.DotNetRelease,
          product: h.ConnectVersion == null ? "the provisioning agent" : `Entra Connect ${h.ConnectVersion}`,
        },
        evidence: [cite(`.NET release ${h.DotNetRelease}`, host)],
        suggests: [],
      };
    if (v2 && h.OSVersion !== undefined && compareVersions(h.OSVersion, "10.0.14393") < 0)
      return {
        verdict: running ? "warn" : "fail",
        message: "os",
        standing,
        data: { os: h.OS ?? h.OSVersion, version: h.ConnectVersion! },
        evidence: [cite(`${h.OS ?? ""} ${h.OSVersion}`, host)],
        suggests: [],
      };
    return { verdict: "pass", message: "met" };
  },
});
