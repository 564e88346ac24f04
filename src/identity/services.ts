/** Windows services that sync rests on (adsync reference §1.1). */
import { cite, told, type Evidence, type Fact, type Service } from "../domain";

/** The engine of Entra Connect. */
export const SYNC_SERVICE = "ADSync";
/** The agent of Cloud Sync. */
export const AGENT_SERVICE = "AADConnectProvisioningAgent";
/** The agent of pass-through authentication. */
export const SIGN_IN_AGENT_SERVICE = "AzureADConnectAuthenticationAgent";
export const serviceNamed = (services: readonly Service[], name: string): Service | undefined =>
  services.find((s) => s.Name === name);
export const isRunning = (service: Service | undefined): boolean => service?.Status === "Running";
/** The service is installed here and does not run. */
export const isDown = (services: readonly Service[], name: string): boolean => {
  const service = serviceNamed(services, name);
  return service !== undefined && !isRunning(service);
};
/** A service, for the evidence. */
export const seenService = (s: Service, from: Fact<unknown>): Evidence =>
  cite(
    told(
      {
        en: "Get-Service {name}: {status}, {startType}, exit code {exitCode}, account {account}",
        de: "Get-Service {name}: {status}, {startType}, Exitcode {exitCode}, Konto {account}",
      },
      {
        name: s.Name,
        status: s.Status,
        startType: s.StartType,
        exitCode: s.ExitCode ?? { en: "none", de: "keiner" },
        account: s.StartName ?? "?",
      },
    ),
    from,
  );
