/** The baseline with a patch, on a clock that moves only where the lab moves it. */
import { join } from "node:path";
import type { CloudUser } from "../../../src/domain";
import { loadScenario } from "../../../src/lab/scenario";
import { World } from "../../../src/lab/world";
import { PremisesSimulator } from "../../../src/lab/premises/simulator";
import { immutableIdOf } from "../../../src/identity/anchor";

export const AAD = "contoso.onmicrosoft.com - AAD";
export const STAFF = "OU=Staff,DC=contoso,DC=local";
export async function lab(patch: unknown = {}): Promise<{ world: World; simulator: PremisesSimulator }> {
  const { world: data } = await loadScenario(join(__dirname, "..", "..", "scenarios", "baseline.json"));
  const world = new World(data, () => 0);
  world.patch(patch);
  return { world, simulator: new PremisesSimulator(world) };
}
export const GUID = "73668122-be30-592f-9b6f-cbe900a4d4da",
  ANCHOR = immutableIdOf(GUID)!;
/** A patch with one new AD user, created after the last import. */
export const joiner = (ou = STAFF, more: Record<string, unknown> = {}) => ({
  premises: {
    directory: {
      forests: {
        "contoso.local": {
          objects: {
            [`CN=Ada Byron,${ou}`]: {
              objectClass: ["top", "person", "organizationalPerson", "user"],
              objectGUID: GUID,
              objectSid: "S-1-5-21-1004336348-1177238915-682003330-2999",
              cn: "Ada Byron",
              displayName: "Ada Byron",
              givenName: "Ada",
              sn: "Byron",
              sAMAccountName: "ada.byron",
              userPrincipalName: "ada.byron@contoso.com",
              mail: "ada.byron@contoso.com",
              mailNickname: "ada.byron",
              proxyAddresses: ["SMTP:ada.byron@contoso.com"],
              userAccountControl: 512,
              whenCreated: "2026-11-23T08:55:00Z",
              whenChanged: "2026-11-23T08:55:00Z",
              ...more,
            },
          },
        },
      },
    },
  },
});
/** The live cloud user with this anchor. */
export const cloudUser = (world: World, anchor = ANCHOR): CloudUser | undefined =>
  Object.entries(world.world.cloud.users)
    .map(([id, u]) => ({ ...u, id }) as unknown as CloudUser)
    .find((u) => u.onPremisesImmutableId === anchor);
