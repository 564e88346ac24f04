/** What a button may ask for. Their data are ids (and a revision); nothing in it is trusted. */
export const VERBS = [
  "pick",
  "ask-again",
  "walk",
  "walk-step",
  "diagnosis",
  "propose",
  "choose-option",
  "approve",
  "decline",
  "go-on",
  "put-back",
  "undo",
  "recheck",
  "report",
  "plan",
  "outcome",
  "refresh",
] as const;
export type Verb = (typeof VERBS)[number];
