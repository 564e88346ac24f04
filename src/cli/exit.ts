/** The exit codes of every command: in `--help`, in the README, and in what the commands return. */

export const EXIT = { done: 0, wrong: 1, failed: 2, nobody: 3, undetermined: 4, unresolved: 5 } as const;
type Ending = keyof typeof EXIT;
export const EXIT_MEANS: Readonly<Record<Ending, string>> = {
  done: "done; of a triage: the cause is named, or nothing is wrong",
  wrong: "looked, and it does not hold (audit verify, docs --check, doctor, scenarios)",
  failed: "could not be done: an option, a setting, a file or an answer was wrong",
  nobody: "triage of one person: nobody was found, or several people fit",
  undetermined: "triage of one person: no cause could be proved",
  unresolved: "triage --approve of one person: the first repair was not run, or did not resolve it",
};
/** The code of one triage. `code`: the root cause's. `several`: the ask fits more than one person. `caseState`: where a repair was asked for, how its case ended. */
export function exitOfTriage(code: string, several: boolean, caseState?: string): number {
  if (several || code === "user-not-found") return EXIT.nobody;
  if (caseState !== undefined) return caseState === "resolved" ? EXIT.done : EXIT.unresolved;
  return code === "undetermined" ? EXIT.undetermined : EXIT.done;
}
