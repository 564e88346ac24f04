/** Which of several people in a sentence is meant, and who is only told of: whoever asks, whoever it works for, whom somebody is compared with. Pure. */

/** Directly before a name: whoever follows is told of. */
const BEFORE: readonly RegExp[] = [
  /\b(?:same (?:\w+ )?as|identical to|just like|like|unlike|than|except(?: for)?|instead of|as with|compared? (?:\w+ )?(?:to|with)|cop(?:y|ied) (?:of|from)|manager is|reports to|wie bei|como|igual que)\s+$/u,
  // "the alias x@contoso.com": a value, not a person.
  /\b(?:alias|address|adresse|direccion)\s+\(?$/u,
  // What an error names as the one in the way.
  /\b(?:conflict\w*|clash\w*|duplicate|taken|held|used|owned) (?:with|by|of)\s+$/u,
];
/** Directly behind a name: whoever it follows is told of. */
const BEHIND: readonly RegExp[] = [
  /^\s+(?:can't|cannot|can not|couldn't|could not|doesn't|does not|didn't|did not|kann)\s+(?:find|see|search|pick|call|reach|add|mail|chat with|invite|locate|message)\s+\S/u,
  /^\s+(?:says|said|reports|reported|told|tells|asks|asked|wrote|writes|complains|noticed|sagt|meldet|dice)\b/u,
  /^\s+(?:is|are|was|ist)\s+(?:fine|ok|okay|there|in (?!a\b)|synced|healthy|perfect|visible|da\b)(?!(?:(?! (?:and|but|while|und|aber|y|pero) )[^.,;!?]){0,40}\b(?:not|nicht|never|nie|nunca|missing|nowhere)\b)/u,
  /^\s+(?:works|came through|came over|arrived|shows up|appears|exists|syncs|synced)\b/u,
  /^\)?\s+as (?:an? )?(?:alias|address)\b/u,
];

/** True where every mention of one of `names` in the text is of somebody who is told of; both folded (letters without accents and case). */
export function isOnlyToldOf(text: string, names: readonly string[]): boolean {
  const mentions = names.filter((name) => name !== "").flatMap((name) => mentionsOf(text, name));
  return (
    mentions.length > 0 &&
    mentions.every(([from, to]) => {
      const before = text.slice(Math.max(0, from - 60), from),
        behind = text.slice(to, to + 60);
      return BEFORE.some((p) => p.test(before)) || BEHIND.some((p) => p.test(behind));
    })
  );
}
/** Where a name stands as whole words: first and last position. */
function mentionsOf(text: string, name: string): [number, number][] {
  const out: [number, number][] = [];
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length))
    if (!/[\p{L}\p{N}@.]/u.test(text[at - 1] ?? " ") && !/[\p{L}\p{N}@]/u.test(text[at + name.length] ?? " "))
      out.push([at, at + name.length]);
  return out;
}
