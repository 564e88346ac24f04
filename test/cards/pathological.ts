/** Values that a directory can hold, of the kinds that break cards. */
import type { Outside } from "./states";

const cycled = (text: string, length: number): string => text.repeat(Math.ceil(length / text.length)).slice(0, length);
const HOSTILE =
  "**x** [pay](https://evil.example) ${secret} {{DATE(2026-11-23T09:00:00Z,SHORT)}} <at>all</at> # h | a | b | `c`";
/** The longest name that Active Directory takes is shorter; what syncs into a mail attribute is not. */
const LENGTH = 300;
const NAMES: Readonly<Record<string, string>> = {
  "long name": cycled("Anna-Katharina Elisabeth von und zu Hohenstein-Westerburg ", LENGTH),
  "unbroken name": cycled("Donaudampfschifffahrtsgesellschaft", LENGTH),
  CJK: cycled("長い名前の山田太郎、情報システム部門責任者", LENGTH),
  "right to left": cycled("محمد بن عبد الله · משה כהן · ", LENGTH),
  emoji: Array.from(cycled("👩‍👩‍👧‍👦🇩🇪🏴‍☠️", LENGTH)).slice(0, 150).join(""),
  hostile: HOSTILE,
};
/** Many values, of 500 addresses, and each odd name as the person's and as every value. */
export const PATHOLOGICAL: Readonly<Record<string, Outside>> = {
  "500 addresses": {
    long: 500,
    value: (i) => `smtp:anna.katharina.hohenstein.${i}@subsidiary-of-the-north.contoso.com`,
  },
  ...Object.fromEntries(
    Object.entries(NAMES).map(([kind, name]) => [kind, { name, long: 60, value: (i: number) => `${i} ${name}` }]),
  ),
};
/** All kinds at once, for the goldens: the values go round. */
export const EVERYTHING: Outside = {
  name: NAMES["right to left"]!.slice(0, 60) + NAMES["unbroken name"]!,
  long: 500,
  value: (i) => `${i} ${Object.values(NAMES)[i % Object.keys(NAMES).length]!}`,
};
