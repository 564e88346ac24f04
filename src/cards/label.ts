/** Labels of buttons that fit a phone: Teams cuts off what is longer. */

/** Columns of a label over the whole width, and beside the words that it belongs to. A character of an East Asian script and a pictogram take two. */
const ROOM = 28;
export const ROOM_BESIDE = 18;
const WIDE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Extended_Pictographic}]/u;
const columnsOf = (text: string): number => Array.from(text).reduce((n, c) => n + (WIDE.test(c) ? 2 : 1), 0);

/** The label that `labelled` makes of a value from outside, which is cut where the whole has more than `columns`. */
export function labelOf(value: string, labelled: (value: string) => string = (v) => v, columns = ROOM): string {
  const room = columns - columnsOf(labelled(""));
  if (columnsOf(value) <= room) return labelled(value);
  let kept = "";
  for (const c of Array.from(value)) {
    if (columnsOf(kept + c) >= room) break;
    kept += c;
  }
  return labelled(`${kept.trimEnd()}…`);
}
