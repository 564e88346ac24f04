/** What no world is made of, and why. */
/** Causes of the vocabulary: none is left out. */
export const NOT_MADE: Readonly<Record<string, string>> = {};

/** Forms of causes that would be invention here: the lab does not carry them out, and no reference says how they show. */
export const FORMS_NOT_MADE: readonly (readonly [form: string, why: string])[] = [
  ["two mailboxes with one ExchangeGuid", "Exchange Online is not emulated: no reference says what Graph shows of it"],
  ["a group too large for the export", "the lab counts no members, and a world of 50,000 would say nothing else"],
  ["a computer that waits for its registration", "the device's own half of a hybrid join is not in the lab"],
  ["rules changed by a person (Get-ADSyncRuleAudit)", "the agent has no operation for it"],
  ["join ambiguity between two forests", "the lab's engine joins by anchor alone"],
  ["objects that a replication conflict renamed (\\0ACNF:)", "the lab's directory does not replicate"],
];
