/**
 * A second forest beside the tenant's own: one more AD connector (one per forest, adsync.md §3.3) with healthy synced people, the standard rules,
 * and runs that succeed right after the first forest's. A fault of one forest's connector says nothing about the other, nor does health;
 * what stops the whole engine (database, service, memory) stops both.
 */
import type { World } from "../../../src/lab/scenario";
import { addPeople } from "../people";
import { adConnectorNames, withWorld, type Run, type Transform } from "../transform";

const FOREST = "woodgrove.local";
const ROOT = "DC=woodgrove,DC=local";
const PEOPLE = `OU=People,${ROOT}`;
const SUFFIX = "woodgrovebank.com";
/** Results that tell of one forest's controllers, account, partitions or objects (adsync.md §3.4), not of the engine. */
const ONE_FOREST =
  /^(success|completed-|no-start-(credentials|connection|no-domain-controller|server|ma$|partition|full-import)|stopped-(connectivity|server|bad-server|deletion|object-limit|import-read)|missing-partition)/;

function addDirectory(world: World): void {
  world.premises.directory.forests[FOREST] = {
    upnSuffixes: [SUFFIX],
    objects: {
      [ROOT]: {
        objectClass: ["top", "domain", "domainDNS"],
        objectGUID: "7e57ab1e-0000-4000-b000-000000000001",
        dc: "woodgrove",
      },
      [PEOPLE]: {
        objectClass: ["top", "organizationalUnit"],
        objectGUID: "7e57ab1e-0000-4000-b000-000000000002",
        ou: "People",
      },
    },
  };
  world.cloud.domains[SUFFIX] = {
    isVerified: true,
    isDefault: false,
    isInitial: false,
    authenticationType: "Managed",
  };
  addPeople(
    world,
    { forest: FOREST, container: PEOPLE, suffix: SUFFIX, sid: "S-1-5-21-2000478354-920026266-1801674531" },
    10,
  );
}
function addConnector(world: World, beside: string): void {
  const { premises } = world;
  premises.connectors[FOREST] = {
    Type: "AD",
    Account: "WOODGROVE\\MSOL_9a8b7c6d5e4f",
    AccountState: "ok",
    Partitions: { [ROOT]: { Selected: true, ContainerInclusionList: [PEOPLE], ContainerExclusionList: [] } },
  };
  premises.syncRules.push(
    ...premises.syncRules
      .filter((r) => r.ConnectorName === beside && r.IsStandardRule && !r.Disabled)
      .map((r) => ({ ...structuredClone(r), ConnectorName: FOREST })),
  );
  premises.runHistory = premises.runHistory.flatMap((run) =>
    run.ConnectorName === beside && run.EndDate !== null ? [run, twinOf(run)] : [run],
  );
}
const secondsLater = (time: string): string => new Date(Date.parse(time) + 2000).toISOString().replace(".000Z", "Z");
/** The run that the second forest's connector had right after. */
const twinOf = (run: Run): Run => ({
  ConnectorName: FOREST,
  RunProfileName: run.RunProfileName,
  StartDate: secondsLater(run.StartDate),
  EndDate: run.EndDate === null ? null : secondsLater(run.EndDate),
  Result: ONE_FOREST.test(run.Result) ? "success" : run.Result,
  Counters: {},
  Errors: [],
});

export default {
  name: "second-forest",
  apply(scenario) {
    const beside = adConnectorNames(scenario.world)[0];
    if (beside === undefined)
      return { doesNotApply: "nothing", why: "no Connect Sync server, so no connector to stand beside" };
    return withWorld(scenario, (world) => {
      addDirectory(world);
      addConnector(world, beside);
    });
  },
} satisfies Transform;
