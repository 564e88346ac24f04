/** One attack as a process of its own, so that its load is not the load of whoever measures. */
import { ATTACKS, type AttackName, type Target } from "./attacks";

const { name, target, scale } = JSON.parse(process.argv[2]!) as { name: AttackName; target: Target; scale: number };
void ATTACKS[name](target, scale).then((outcome) => process.send!(outcome, () => process.exit(0)));
