/** What the verdicts on made worlds come to: right of the decidable, certain and wrong, right by confidence word, abstention, confusion. */
import type { TriageLine } from "../../src/cli/triage-line";
import type { Made } from "./maker";

/** One world judged. `abstained`: the decidable got `undetermined` where that is no right answer. */
export interface Judged {
  readonly made: Made;
  readonly got: string;
  readonly confidence: string;
  readonly right: boolean;
  readonly abstained: boolean;
}
/** Health is never certain, and that the agent is offline is a state, no cause. */
const NEVER_CERTAIN: readonly string[] = ["already-synced", "agent-offline", "undetermined"];

export function judged(made: Made, line: Pick<TriageLine, "rootCause" | "findings">): Judged {
  const { code: got, confidence } = line.rootCause,
    named = new Set([got, ...line.findings.map((f) => f.code)]);
  const right =
    made.either === null
      ? made.right.includes(got)
      : got === "undetermined" || (made.either.every((c) => named.has(c)) && confidence !== "certain");
  const overclaims = confidence === "certain" && NEVER_CERTAIN.includes(got);
  return {
    made,
    got,
    confidence,
    right: right && !overclaims,
    abstained: made.either === null && got === "undetermined" && !made.right.includes(got),
  };
}
export interface Share {
  readonly of: number;
  readonly count: number;
}
const share = (all: readonly Judged[], hit: (j: Judged) => boolean): Share => ({
  of: all.length,
  count: all.filter(hit).length,
});
/** The figures of a set of judged worlds. */
export interface Figures {
  readonly worlds: number;
  readonly decidable: Share;
  readonly undecidable: Share;
  readonly certainAndWrong: Share;
  readonly abstained: Share;
  readonly byWord: Readonly<Record<string, Share>>;
  readonly byCode: Readonly<Record<string, Share>>;
  /** Wrong pairs, the most frequent first. */
  readonly confusion: readonly {
    readonly wanted: string;
    readonly got: string;
    readonly word: string;
    readonly count: number;
  }[];
}
const groupsOf = (all: readonly Judged[], key: (j: Judged) => string): Map<string, Judged[]> => {
  const groups = new Map<string, Judged[]>();
  for (const j of all) groups.set(key(j), [...(groups.get(key(j)) ?? []), j]);
  return groups;
};
const sharesOf = (all: readonly Judged[], key: (j: Judged) => string): Record<string, Share> =>
  Object.fromEntries(
    [...groupsOf(all, key)].sort(([a], [b]) => a.localeCompare(b)).map(([k, js]) => [k, share(js, (j) => j.right)]),
  );

export function figuresOf(all: readonly Judged[]): Figures {
  const decidable = all.filter((j) => j.made.either === null);
  const answered = all.filter((j) => j.got !== "undetermined");
  return {
    worlds: all.length,
    decidable: share(decidable, (j) => j.right),
    undecidable: share(
      all.filter((j) => j.made.either !== null),
      (j) => j.right,
    ),
    certainAndWrong: share(all, (j) => !j.right && j.confidence === "certain"),
    abstained: share(decidable, (j) => j.abstained),
    byWord: sharesOf(answered, (j) => j.confidence),
    byCode: sharesOf(all, (j) => j.made.code),
    confusion: [
      ...groupsOf(
        all.filter((j) => !j.right),
        (j) => `${j.made.code}\t${j.got}\t${j.confidence}`,
      ),
    ]
      .map(([key, js]) => {
        const [wanted = "", got = "", word = ""] = key.split("\t");
        return { wanted, got, word, count: js.length };
      })
      .sort((a, b) => b.count - a.count || a.wanted.localeCompare(b.wanted)),
  };
}
const percent = ({ of, count }: Share): string => (of === 0 ? "–" : `${((100 * count) / of).toFixed(1)} %`);
/** What a figure is to reach, as a share of one: at least, or at most. */
type Goal = { readonly least: number } | { readonly most: number };
const reached = ({ of, count }: Share, goal: Goal): boolean =>
  of === 0 || ("least" in goal ? count / of >= goal.least : count / of <= goal.most);
function line(what: string, s: Share, goal?: Goal): string {
  const figure = `${what.padEnd(34)} ${`${s.count}/${s.of}`.padStart(10)}  ${percent(s).padStart(8)}`;
  if (goal === undefined) return figure;
  const wanted = "least" in goal ? `≥ ${100 * goal.least} %` : `≤ ${100 * goal.most} %`;
  return `${figure}   wanted ${wanted}${reached(s, goal) ? "" : "   not reached"}`;
}
const GOALS_BY_WORD: Readonly<Record<string, Goal>> = { certain: { least: 0.99 }, likely: { least: 0.85 } };

/** The figures in words. */
export function report(f: Figures): string {
  return [
    line("right of the decidable", f.decidable, { least: 0.95 }),
    line("right of the undecidable", f.undecidable),
    line("certain and wrong", f.certainAndWrong, { most: 0.005 }),
    line("abstained of the decidable", f.abstained, { most: 0.1 }),
    "",
    "right by confidence word",
    ...["certain", "likely", "possible"].flatMap((w) =>
      f.byWord[w] === undefined ? [] : [line(`  ${w}`, f.byWord[w], GOALS_BY_WORD[w])],
    ),
    "",
    "wrong pairs: wanted, got, how sure, how often",
    ...f.confusion.map(
      (c) => `  ${c.wanted.padEnd(36)} ${c.got.padEnd(36)} ${c.word.padEnd(9)} ${String(c.count).padStart(4)}`,
    ),
    "",
    "codes: right of made",
    ...Object.entries(f.byCode).map(([code, s]) => `  ${code.padEnd(36)} ${`${s.count}/${s.of}`.padStart(8)}`),
  ].join("\n");
}
