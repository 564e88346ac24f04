/** How two states of the lab's world differ, read from the world's own data: the second witness. Times and what the engine derives for itself are left out. */
import type { World } from "../../src/lab/scenario";

/** One value that differs. `object`: an objectGUID, a cloud id, or `server`. */
export interface Difference {
  readonly side: "ad" | "cloud" | "server";
  readonly object: string;
  readonly what: string;
  readonly before: string;
  readonly after: string;
}
/** Kept by the system itself at every write. */
const TIMES =
  /^(when\w+|usn\w+|onPremisesLast\w+|deletedDateTime|createdDateTime|lastPasswordChangeDateTime|ProcessStartTime|LastCheckIn|.*DateTime(Utc)?)$/i;
type Leaves = Map<string, Omit<Difference, "before" | "after"> & { readonly value: string }>;

const text = (v: unknown): string => {
  if (v === undefined || v === null || v === "" || (Array.isArray(v) && v.length === 0)) return "";
  if (Array.isArray(v)) return v.map(text).sort().join(" | ");
  if (typeof v === "object")
    return JSON.stringify(
      Object.fromEntries(
        Object.entries(v)
          .filter(([k]) => !TIMES.test(k))
          .sort(([a], [b]) => a.localeCompare(b)),
      ),
    );
  return String(v);
};
function leavesOf({ premises, cloud }: World): Leaves {
  const leaves: Leaves = new Map();
  const add = (side: Difference["side"], object: string, what: string, value: unknown): void => {
    if (!TIMES.test(what))
      leaves.set(`${side} ${object} ${what}`.toLowerCase(), { side, object, what, value: text(value) });
  };
  for (const forest of Object.values(premises.directory.forests))
    for (const [dn, entry] of Object.entries(forest.objects)) {
      const object = String(entry["objectGUID"] ?? dn);
      add("ad", object, "dn", dn);
      // A group's members are told by the members' own memberOf.
      for (const [what, value] of Object.entries(entry)) if (what !== "member") add("ad", object, what, value);
    }
  for (const [place, users] of [
    ["live", cloud.users],
    ["deleted", cloud.deletedUsers],
  ] as const)
    for (const [id, user] of Object.entries(users)) {
      add("cloud", id, "place", place);
      for (const [what, value] of Object.entries(user))
        add("cloud", id, what, what === "userPrincipalName" ? String(value).replace(/^[0-9a-f]{32}/i, "") : value);
    }
  for (const [name, group] of Object.entries(cloud.groups)) add("cloud", name, "members", group.members);
  for (const [role, members] of Object.entries(cloud.directoryRoles)) add("cloud", role, "members", members);
  const { scheduler, services, permissions, connectors, server, provisioningAgent } = premises;
  for (const what of ["SyncCycleEnabled", "SchedulerSuspended", "StagingModeEnabled", "SyncCycleInProgress"] as const)
    add("server", "server", what, scheduler?.[what]);
  for (const [name, service] of Object.entries(services)) {
    add("server", "server", `service ${name}`, service.Status);
    add("server", "server", `start type of ${name}`, service.StartType);
  }
  for (const p of permissions) add("server", "server", `rights on ${p.DN}`, p.Missing);
  for (const [name, c] of Object.entries(connectors)) {
    add("server", "server", `run profiles of ${name}`, JSON.stringify(c.RunProfiles));
    add("server", "server", `state of ${name}`, c.RunState);
  }
  add("server", "server", "Tls12", server.Tls12);
  for (const [i, a] of [provisioningAgent ?? []].flat().entries())
    add("server", "server", `gMSA of agent ${i}`, a.GmsaOk);
  return leaves;
}
/** Every value that differs, in the order of its name. */
export function differencesOf(before: World, after: World): Difference[] {
  const [a, b] = [leavesOf(before), leavesOf(after)];
  return [...new Set([...a.keys(), ...b.keys()])].sort().flatMap((key) => {
    const [was, is] = [a.get(key), b.get(key)];
    const { side, object, what } = (was ?? is)!;
    // An object that is there on one side only differs by its place alone.
    const isWhole = (l: Leaves): boolean => l.has(`${side} ${object} place`.toLowerCase());
    const alone = side === "cloud" && what !== "place" && isWhole(a) !== isWhole(b);
    return alone || (was?.value ?? "") === (is?.value ?? "")
      ? []
      : [{ side, object, what, before: was?.value ?? "", after: is?.value ?? "" }];
  });
}
