/** Whom else did a repair change? The lab's world before and after it, beside what the plan names. */
import type { Scenario } from "../lab/scenario";

type World = Scenario["world"];
type Entry = Readonly<Record<string, unknown>>;
/** What the engine and the directory write by themselves: stamps, the sourceAnchor written back, the links of whoever was moved. */
const CLOCKWORK =
  /^(onPremisesLastSyncDateTime|whenChanged|uSNChanged|lastPasswordChangeDateTime|mS-DS-ConsistencyGuid|members?|memberOf)$/;
/** Any cycle brings AD's values to what is synced; that it is there is all that may not change. */
const isSynced = (o: Entry): boolean => o["onPremisesSyncEnabled"] === true;

interface Placed {
  /** Object id in the cloud; objectGUID and DN in Active Directory. */
  readonly names: readonly string[];
  readonly text: string;
}
function objectsOf({ cloud, premises }: World): Map<string, Placed> {
  const plain = (o: Entry): string =>
    JSON.stringify(
      Object.entries(o)
        .filter(
          ([k, v]) => !CLOCKWORK.test(k) && v !== null && v !== undefined && !(Array.isArray(v) && v.length === 0),
        )
        .sort(([a], [b]) => a.localeCompare(b)),
    );
  const inCloud = [cloud.users, cloud.deletedUsers, cloud.contacts, cloud.groups].flatMap((shelf) =>
    Object.entries(shelf as Record<string, Entry>).map(([id, o]): [string, Placed] => [
      id,
      { names: [id], text: isSynced(o) ? `synced, ${"deletedDateTime" in o ? "deleted" : "live"}` : plain(o) },
    ]),
  );
  const inAd = Object.values(premises.directory.forests).flatMap((f) =>
    Object.entries(f.objects as Record<string, Entry>).map(([dn, o]): [string, Placed] => {
      const guid = String(o["objectGUID"] ?? dn);
      return [guid, { names: [guid, dn], text: plain({ ...o, dn }) }];
    }),
  );
  return new Map([...inCloud, ...inAd]);
}
/** Names of objects that were there before, and are other or gone now, though neither the plan nor the subject (`named`, any text) tells of them. */
export function changedNeighbours(before: World, after: World, named: string): string[] {
  const is = objectsOf(after),
    told = named.toLowerCase();
  return [...objectsOf(before)].flatMap(([id, { names, text }]) =>
    is.get(id)?.text === text || names.some((n) => told.includes(n.toLowerCase())) ? [] : [names.at(-1) ?? id],
  );
}
