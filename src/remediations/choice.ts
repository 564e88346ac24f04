/** How a plan with several ways comes to one. */

/** The option of that id, or the only one where no choice was made; undefined where a person has to choose. */
export function chosenOf<T>(options: readonly T[], idOf: (option: T) => string, choice: string | undefined) {
  if (choice !== undefined) return options.find((o) => idOf(o) === choice);
  return options.length === 1 ? options[0] : undefined;
}
