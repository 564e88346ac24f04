/**
 * Faults of the past, each healed before anything that the world tells: a cycle that broke off with a good one after it, events with the event that ends
 * them, an incident that was restored, a refused sign-in with a good one after it, changes to other people. The newest attempt decides (adsync.md, addendum:
 * a refusal of the past is not today's cause).
 */
import type { World } from "../../../src/lab/scenario";
import { addPeople, homeOfStaff } from "../people";
import { adConnectorNames, withWorld, type Run, type Transform } from "../transform";

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const iso = (at: number): string => new Date(at).toISOString().replace(/\.\d{3}Z$/, "Z");
const isGood = (run: Run): boolean => run.Result === "success" || run.Result === "completed-no-objects";

/** The oldest run of each connector and profile. */
function oldestRuns(world: World): Run[] {
  const byProfile = new Map<string, Run>();
  for (const run of world.premises.runHistory) {
    const key = `${run.ConnectorName}\n${run.RunProfileName}`;
    const known = byProfile.get(key);
    if (known === undefined || run.StartDate < known.StartDate) byProfile.set(key, run);
  }
  return [...byProfile.values()].sort((a, b) => a.StartDate.localeCompare(b.StartDate));
}
/** A cycle that failed an hour before the history begins, and one that went through half an hour before; where what the history begins with is a fault, it may be older than that. */
function addRuns(world: World): void {
  const oldest = oldestRuns(world).filter((run) => run.EndDate !== null && !run.RunProfileName.startsWith("Full"));
  if (oldest.length === 0 || !oldest.every(isGood)) return;
  const ad = adConnectorNames(world);
  const earlier = (run: Run, minutes: number, result: string): Run => ({
    ConnectorName: run.ConnectorName,
    RunProfileName: run.RunProfileName,
    StartDate: iso(Date.parse(run.StartDate) - minutes * MINUTE),
    EndDate: iso(Date.parse(run.EndDate ?? run.StartDate) - minutes * MINUTE),
    Result: result,
    Counters: {},
    Errors: [],
  });
  const broken = (run: Run): string => (ad.includes(run.ConnectorName) ? "no-start-connection" : "stopped-server-down");
  world.premises.runHistory.push(
    ...oldest.map((run) => earlier(run, 30, "success")).reverse(),
    ...oldest
      .filter((run) => /Import$/.test(run.RunProfileName))
      .map((run) => earlier(run, 60, broken(run)))
      .reverse(),
  );
}

type Told = readonly [provider: string, id: number, level: "Error" | "Information", text: string];
/** What went wrong, and what ended it. */
const EPISODES: readonly (readonly [fault: Told, end: Told])[] = [
  [
    [
      "ADSync",
      6000,
      "Error",
      'The management agent "contoso.local" failed to run because the credentials were invalid.',
    ],
    [
      "Directory Synchronization",
      904,
      "Information",
      "Scheduler::SchedulerThreadMain : Completed configured scheduler operations.",
    ],
  ],
  [
    [
      "Directory Synchronization",
      906,
      "Error",
      "GetSecurityToken: unable to retrieve a security token for the provisioning web service (AWS). The remote name could not be resolved: 'login.microsoftonline.com'",
    ],
    [
      "Directory Synchronization",
      904,
      "Information",
      "Scheduler::SchedulerThreadMain : Completed configured scheduler operations.",
    ],
  ],
  [
    [
      "Directory Synchronization",
      611,
      "Error",
      "Password hash synchronization failed for domain: contoso.local. Details: RPC Error 1722 : The RPC server is unavailable.",
    ],
    ["Directory Synchronization", 651, "Information", "Provision credentials batch end. Count: 4"],
  ],
  [
    [
      "Service Control Manager",
      7000,
      "Error",
      "The Microsoft Entra ID Sync service failed to start due to the following error: \r\nThe service did not start due to a logon failure.",
    ],
    ["Service Control Manager", 7036, "Information", "The Microsoft Entra ID Sync service entered the running state."],
  ],
  [
    ["ADSync", 6323, "Error", "The server encountered an error because SQL Server is out of disk space."],
    [
      "Directory Synchronization",
      904,
      "Information",
      "Scheduler::SchedulerThreadMain : Completed configured scheduler operations.",
    ],
  ],
];
/** Between nine and thirteen days before the world's first event or run. */
function addEvents(world: World): void {
  const { eventLog, runHistory } = world.premises;
  const first = Math.min(
    Date.parse(world.now),
    ...eventLog.map((e) => Date.parse(e.TimeCreated)),
    ...runHistory.map((r) => Date.parse(r.StartDate)),
  );
  const event = (
    [ProviderName, Id, LevelDisplayName, Message]: Told,
    at: number,
  ): World["premises"]["eventLog"][0] => ({
    LogName: ProviderName === "Service Control Manager" ? "System" : "Application",
    ProviderName,
    Id,
    LevelDisplayName,
    TimeCreated: iso(at),
    Message,
  });
  EPISODES.forEach(([fault, end], i) => {
    const at = first - (9 + i) * DAY;
    eventLog.push(event(end, at + 50 * MINUTE), event(fault, at));
  });
}
/** An incident that is over, and the sync identity's sign-ins: refused once, and good since. */
function addToCloud(world: World): void {
  const now = Date.parse(world.now);
  world.cloud.serviceIssues.push({
    id: "MO880011",
    title: "Some changes of directory synchronization are delayed",
    service: "Microsoft Entra",
    feature: "Directory synchronization",
    status: "serviceRestored",
    isResolved: true,
    classification: "incident",
    startDateTime: iso(now - 12 * DAY),
    endDateTime: iso(now - 11 * DAY),
    lastModifiedDateTime: iso(now - 11 * DAY),
  });
  const account = Object.values(world.premises.connectors).find((c) => c.Type !== "AD")?.["Account"];
  if (typeof account !== "string" || account.includes("@")) return;
  const signIn = (at: number, errorCode: number, failureReason: string): Record<string, unknown> => ({
    id: `7e57ab1e-0000-4000-8000-${String(Math.abs(at)).slice(-12).padStart(12, "0")}`,
    createdDateTime: iso(at),
    servicePrincipalName: account,
    appDisplayName: account,
    appId: "7e57ab1e-aaaa-4bbb-8ccc-222222222222",
    status: { errorCode, failureReason },
  });
  const oldest = Math.min(now, ...world.cloud.signIns.map((s) => Date.parse(String(s["createdDateTime"]))));
  world.cloud.signIns.push(
    signIn(oldest - 9 * DAY, 0, "Other."),
    signIn(oldest - 10 * DAY, 53003, "Access has been blocked by Conditional Access policies."),
  );
}
/** A colleague whose password an administrator reset, and one who left long ago. */
function addOthers(world: World): void {
  const home = homeOfStaff(world);
  const [colleague] = home === undefined ? [] : addPeople(world, home, 1, 90);
  const now = Date.parse(world.now);
  if (colleague !== undefined)
    world.cloud.directoryAudits.push({
      id: "Directory_7e57ab1e-0000-4000-8000-000000000090",
      activityDateTime: iso(now - 8 * DAY),
      activityDisplayName: "Reset user password",
      category: "UserManagement",
      operationType: "Update",
      result: "success",
      loggedByService: "Core Directory",
      initiatedBy: { user: { userPrincipalName: "admin@contoso.onmicrosoft.com" } },
      targetResources: [
        {
          id: colleague.cloudId,
          type: "User",
          userPrincipalName: colleague.userPrincipalName,
          modifiedProperties: [],
        },
      ],
    });
  const gone = "7e57ab1e-0000-4000-9000-000000009999";
  world.cloud.deletedUsers[gone] = {
    userPrincipalName: `${gone.replaceAll("-", "")}summer.trainee@contoso.com`,
    displayName: "Summer Trainee",
    deletedDateTime: iso(now - 20 * DAY),
    proxyAddresses: [],
  };
}

export default {
  name: "past-noise",
  apply: (scenario) =>
    withWorld(scenario, (world) => {
      addRuns(world);
      addEvents(world);
      addToCloud(world);
      addOthers(world);
    }),
} satisfies Transform;
