/** The order of lists that have none: addresses, members, directory, cloud users, rules (their Precedence orders them,
 * adsync.md §3.5), permissions, connectors. */
import { withWorld, type Transform } from "../transform";
import { shuffled } from "./runs-shuffled";

const UNORDERED = ["proxyAddresses", "memberOf", "member"];
const entriesShuffled = <V>(map: Readonly<Record<string, V>>, seed: number): Record<string, V> =>
  Object.fromEntries(shuffled(Object.entries(map), seed));

export default {
  name: "lists-shuffled",
  apply: (scenario) =>
    withWorld(scenario, ({ cloud, premises }) => {
      for (const forest of Object.values(premises.directory.forests)) {
        for (const object of Object.values(forest.objects))
          for (const name of UNORDERED) {
            const values = object[name];
            if (Array.isArray(values)) object[name] = shuffled<unknown>(values, 7);
          }
        forest.objects = entriesShuffled(forest.objects, 11);
      }
      cloud.users = entriesShuffled(cloud.users, 13);
      premises.syncRules = shuffled(premises.syncRules, 17);
      premises.permissions = shuffled(premises.permissions, 19);
      premises.connectors = Object.fromEntries(Object.entries(premises.connectors).reverse());
    }),
} satisfies Transform;
