/** The Entra connector's export of groups, contacts and computers (adsync reference §4.2, §5). People are exported before them, so that a group finds its members. */
import { entraCsDn } from "../../identity/anchor";
import { sameDn } from "../../identity/dn";
import { flowedTo, mapOf, otherKindOf, twinOf, type OtherKind } from "../rules/other-classes";
import { secondsIso } from "../rules/time";
import type { World } from "../scenario";
import type { WorldHandle } from "../world";
import { identifierOf } from "../graph/ids";
import type { RunError } from "./cycle-log";
import type { Reached } from "./export-to-cloud";
import { objectTypeOf } from "./reach";

/** What has not been mended since is refused again, as at every export before. */
function refusedBefore(
  { premises }: World,
  aad: string,
  dn: string,
  changed: string | undefined,
): RunError | undefined {
  const [newest] = premises.runHistory
    .filter((r) => r.ConnectorName === aad && r.RunProfileName === "Export" && r.EndDate !== null)
    .sort((a, b) => Date.parse(b.StartDate) - Date.parse(a.StartDate));
  if (newest === undefined || Date.parse(changed ?? "") > Date.parse(newest.StartDate)) return undefined;
  return newest.Errors.find((e) => sameDn(e.DN, dn));
}
/** Writes what came through, deletes what this engine no longer lets through, and says what was refused. */
export function exportOthers(
  lab: WorldHandle,
  aad: string,
  reached: readonly (Reached & { seen: boolean })[],
): RunError[] {
  const { world } = lab,
    now = secondsIso(lab.now()),
    errors: RunError[] = [];
  for (const { ad, anchor, stopsAt, seen } of reached) {
    const kind = otherKindOf(objectTypeOf(ad));
    if (kind === undefined || !seen) continue;
    const twin = twinOf(world.cloud, kind, ad);
    if (stopsAt !== null || anchor === null) {
      if (twin !== undefined && isOurs(world, kind, twin)) delete mapOf(world.cloud, kind)[twin];
      continue;
    }
    const refused = refusedBefore(world, aad, entraCsDn(anchor), ad.whenChanged);
    if (refused !== undefined) errors.push(refused);
    else if (twin === undefined || isOurs(world, kind, twin)) {
      const id = twin ?? identifierOf(kind, ad.objectGUID);
      const map = mapOf(world.cloud, kind);
      map[id] = { createdDateTime: now, ...map[id], ...flowedTo(world, kind, ad, ad.dn, now) };
    }
  }
  return errors;
}
/** Synced, and not switched to the cloud. */
function isOurs({ cloud }: World, kind: OtherKind, id: string): boolean {
  const object = mapOf(cloud, kind)[id] as { onPremisesSyncEnabled?: unknown; onPremisesSyncBehavior?: unknown };
  const behavior = object.onPremisesSyncBehavior as { isCloudManaged?: boolean } | undefined;
  return object.onPremisesSyncEnabled === true && behavior?.isCloudManaged !== true;
}
