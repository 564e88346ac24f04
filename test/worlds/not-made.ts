/** Causes of the vocabulary that no world is made of, and why. */
export const NOT_MADE: Readonly<Record<string, string>> = {};
