/** The service and its scheduler: what does not run, or runs and exports nothing (adsync reference §1, §3.2, §8). */
import type { Draft } from "../draft";
import { DAY, HOUR, iso, MINUTE } from "../ids";
import type { Injection } from "../injection";
import { newcomer } from "./scope";

const connect = { tool: "connect" } as const;
const SCM = "Service Control Manager";
function stop(d: Draft, over: Record<string, unknown>): void {
  Object.assign(d.premises.services["ADSync"]!, { Status: "Stopped", ...over });
  d.log(SCM, 7036, "Information", "The Microsoft Entra ID Sync service entered the stopped state.", d.now, "System");
}
/** The service came to an end and did not start again: what the service control manager says. */
const notStarted = (d: Draft, ExitCode: number, over: Record<string, unknown> = {}): void =>
  stop(d, { ExitCode, ...over });

export const scheduler: readonly Injection[] = [
  {
    code: "sync-pending",
    form: "created after the last cycle",
    wishes: connect,
    onset: [MINUTE, 3.5 * MINUTE],
    make: (d) => ({ about: d.hire(), complaint: "missing" }),
  },
  {
    code: "sync-in-progress",
    form: "a delta has just begun",
    wishes: connect,
    onset: [2 * MINUTE, 3.5 * MINUTE],
    make: (d) => {
      const about = d.hire(undefined, {
        whenCreated: iso(d.now.getTime() - MINUTE),
        whenChanged: iso(d.now.getTime() - MINUTE),
      });
      busy(d, d.tenant.adConnector, "Delta Import", d.now);
      return { about, complaint: "missing", also: ["sync-pending"] };
    },
  },
  {
    code: "sync-in-progress",
    form: "a full import is running after an upgrade",
    wishes: connect,
    onset: [30 * MINUTE, 100 * MINUTE],
    make: (d) => {
      d.log(
        "MsiInstaller",
        11707,
        "Information",
        "Product: Microsoft Entra Connect Sync -- Installation completed successfully.",
        new Date(d.now.getTime() - 8 * MINUTE),
      );
      d.log(
        "ADSync",
        2001,
        "Information",
        "The service was started successfully.",
        new Date(d.now.getTime() - 6 * MINUTE),
      );
      d.log(
        "ADSync",
        6126,
        "Warning",
        `The management agent "${d.tenant.adConnector}" completed run profile "Delta Import" with a delta import or delta synchronization step type. The rules configuration has changed since the last full import or full synchronization.`,
      );
      const about = d.hire();
      busy(d, d.tenant.adConnector, "Full Import", d.now);
      return { about, complaint: "missing", also: ["sync-pending"] };
    },
  },
  {
    code: "sync-pending",
    form: "a change after the last cycle",
    wishes: connect,
    onset: [MINUTE, 3.5 * MINUTE],
    make: (d) => {
      const about = d.colleague();
      d.change(about, { department: "Procurement" });
      return { about, complaint: "attribute" };
    },
  },
  {
    code: "sync-cycle-stuck",
    form: "an import has been busy since long",
    wishes: connect,
    onset: [20 * HOUR, 4 * DAY],
    make: (d) => {
      busy(d, d.rng.of([d.tenant.adConnector, d.tenant.cloudConnector]), "Delta Import", d.now);
      return newcomer(d);
    },
  },
  {
    code: "scheduler-disabled",
    form: "automatic cycles are off",
    wishes: connect,
    make: (d) => {
      d.premises.scheduler!.SyncCycleEnabled = false;
      return newcomer(d);
    },
  },
  {
    code: "scheduler-disabled",
    form: "cycles are off, and somebody ran one by hand since",
    wishes: connect,
    onset: [10 * HOUR, 3 * DAY],
    make: (d) => {
      const scheduler = d.premises.scheduler!;
      scheduler.SyncCycleEnabled = false;
      d.goto(d.before((4 + d.rng.below(4)) * HOUR));
      scheduler.SyncCycleEnabled = true;
      d.cycle();
      scheduler.SyncCycleEnabled = false;
      return newcomer(d);
    },
  },
  {
    code: "scheduler-suspended",
    form: "the wizard is open",
    wishes: connect,
    make: (d) => {
      d.premises.scheduler!.SchedulerSuspended = true;
      d.premises.server.WizardOpen = d.rng.chance(0.5);
      return newcomer(d);
    },
  },
  {
    code: "staging-mode",
    form: "this server exports nothing",
    wishes: connect,
    make: (d) => {
      d.premises.scheduler!.StagingModeEnabled = true;
      d.passwordsStopped = d.now;
      return newcomer(d);
    },
  },
  {
    code: "sync-service-stopped",
    form: "stopped, its start type changed",
    wishes: connect,
    make: (d) => {
      const StartType = d.rng.of(["Disabled", "Manual"]);
      d.log(
        SCM,
        7040,
        "Information",
        `The start type of the Microsoft Entra ID Sync service was changed from auto start to ${StartType === "Disabled" ? "disabled" : "demand start"}.`,
        d.now,
        "System",
      );
      d.log("ADSync", 2002, "Information", "The service was stopped successfully.");
      stop(d, { StartType, ExitCode: 0 });
      d.passwordsStopped = d.now;
      return newcomer(d);
    },
  },
  {
    code: "sync-service-stopped",
    form: "stopped by somebody",
    wishes: connect,
    make: (d) => {
      d.log("ADSync", 2002, "Information", "The service was stopped successfully.");
      stop(d, { ExitCode: 0 });
      d.passwordsStopped = d.now;
      return newcomer(d);
    },
  },
  {
    code: "sync-service-stopped",
    form: "a logon was refused at a cold boot days ago; today somebody stopped it",
    wishes: connect,
    onset: [3 * HOUR, 20 * HOUR],
    make: (d) => {
      const boot = d.before((40 + d.rng.below(40)) * HOUR);
      d.log(
        SCM,
        7000,
        "Error",
        "The Microsoft Entra ID Sync service failed to start due to the following error: \r\nThe service did not start due to a logon failure.",
        boot,
        "System",
      );
      d.log(
        "ADSync",
        2001,
        "Information",
        "The service was started successfully.",
        new Date(boot.getTime() + 3 * MINUTE),
      );
      d.log("ADSync", 2002, "Information", "The service was stopped successfully.");
      stop(d, { ExitCode: 0 });
      d.passwordsStopped = d.now;
      return newcomer(d);
    },
  },
  {
    code: "sync-service-stopped",
    form: "it did not answer in time when the server started",
    wishes: connect,
    make: (d) => {
      d.log(
        SCM,
        7009,
        "Error",
        "A timeout was reached (30000 milliseconds) while waiting for the Microsoft Entra ID Sync service to connect.",
        d.now,
        "System",
      );
      d.log(
        SCM,
        7000,
        "Error",
        "The Microsoft Entra ID Sync service failed to start due to the following error: \r\nThe service did not respond to the start or control request in a timely fashion.",
        d.now,
        "System",
      );
      notStarted(d, 1053);
      d.passwordsStopped = d.now;
      return newcomer(d);
    },
  },
  {
    code: "sync-service-logon-failed",
    form: "password of the service account",
    wishes: connect,
    make: (d) => {
      const account = `${d.tenant.netbios}\\svc-adsync`;
      notStarted(d, 1069, { StartName: account });
      const why = d.rng.of([
        [
          7038,
          `The ADSync service was unable to log on as ${account} with the currently configured password due to the following error: \r\nThe user name or password is incorrect.`,
        ],
        [
          7041,
          `The ADSync service was unable to log on as ${account} with the currently configured password due to the following error: \r\nLogon failure: the user has not been granted the requested logon type at this computer.`,
        ],
      ] as const);
      for (const at of [d.now, d.before(40 * MINUTE)]) {
        d.log(SCM, why[0], "Error", why[1], at, "System");
        d.log(
          SCM,
          7000,
          "Error",
          "The Microsoft Entra ID Sync service failed to start due to the following error: \r\nThe service did not start due to a logon failure.",
          at,
          "System",
        );
      }
      d.passwordsStopped = d.now;
      return newcomer(d);
    },
  },
  {
    code: "prerequisite-missing",
    form: ".NET below what this version needs",
    wishes: connect,
    make: (d) => {
      d.premises.server["DotNetRelease"] = 394_806;
      d.premises.server["OS"] = "Microsoft Windows Server 2016 Standard";
      d.premises.server["OSVersion"] = "10.0.14393";
      notStarted(d, 1067);
      d.log(
        ".NET Runtime",
        1026,
        "Error",
        "Application: miiserver.exe\r\nFramework Version: v4.0.30319\r\nDescription: The process was terminated due to an unhandled exception.\r\nException Info: System.TypeLoadException",
      );
      d.passwordsStopped = d.now;
      return { ...newcomer(d), also: ["sync-service-stopped"] };
    },
  },
  {
    code: "database-full",
    form: "LocalDB at its limit, the service down",
    wishes: connect,
    make: (d) => {
      Object.assign(d.premises.server["Database"] as object, { SizeMB: 10_240 });
      notStarted(d, 1066);
      for (const at of [d.now, d.before(50 * MINUTE)]) {
        d.log("ADSync", 6323, "Error", "The server encountered an error because SQL Server is out of disk space.", at);
        d.log(
          SCM,
          7024,
          "Error",
          "The Microsoft Entra ID Sync service terminated with a service-specific error.",
          at,
          "System",
        );
      }
      d.passwordsStopped = d.now;
      return newcomer(d);
    },
  },
  {
    code: "database-unavailable",
    form: "LocalDB does not start",
    wishes: connect,
    make: (d) => {
      notStarted(d, 1066);
      d.log(
        "SQLLocalDB 15.0",
        528,
        "Error",
        "Windows API call WaitForMultipleObjects returned error code: 575. Windows system error message is: {Application Error}\r\nThe application was unable to start correctly (0x%lx).\r\nReported at line: 3714.",
      );
      d.log(
        "ADSync",
        2005,
        "Error",
        "The service was unable to start. The error code is 0x8023044a. Login timeout expired",
      );
      d.log(
        "ADSync",
        6226,
        "Error",
        "The server encountered an unexpected error in the synchronization engine:\r\n OLEDB Provider error(s): Description = 'Login timeout expired'",
      );
      d.log(
        SCM,
        7024,
        "Error",
        "The Microsoft Entra ID Sync service terminated with the following service-specific error: \r\n%%-2145188790",
        d.now,
        "System",
      );
      d.passwordsStopped = d.now;
      return newcomer(d);
    },
  },
  {
    code: "encryption-key-inaccessible",
    form: "the service's account was changed",
    wishes: connect,
    make: (d) => {
      notStarted(d, 1066, { StartName: `${d.tenant.netbios}\\svc-sync-new` });
      d.log(
        "ADSync",
        d.rng.of([6208, 6028]),
        "Error",
        "The server encryption keys could not be accessed. The service account may have been changed.",
      );
      d.log(
        SCM,
        7024,
        "Error",
        "The Microsoft Entra ID Sync service terminated with a service-specific error.",
        d.now,
        "System",
      );
      d.passwordsStopped = d.now;
      return newcomer(d);
    },
  },
];
/** A run that began at a time and has not ended. */
function busy(d: Draft, connector: string, RunProfileName: string, at: Date): void {
  d.premises.connectors[connector]!.RunState = "Busy";
  d.premises.scheduler!.SyncCycleInProgress = true;
  d.premises.runHistory.unshift({
    ConnectorName: connector,
    RunProfileName,
    StartDate: iso(at),
    EndDate: null,
    Result: "in-progress",
    Counters: {},
    Errors: [],
  });
}
