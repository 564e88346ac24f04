/** Other values in place of personal ones: the same one for the same value, of the same length and kind, made with a key that nobody keeps. */
import { createHmac } from "node:crypto";
import { fold } from "../../identity/same-person";
import type { Replacements } from "./scrubber";

const VOWELS = "aeiou",
  CONSONANTS = "bcdfghjklmnpqrstvwxz",
  LETTERS = "abcdefghijklmnopqrstuvwxyz";
/** How often another spelling is tried before a short value may share its replacement. */
const TRIES = 400;

/** Letters of the same alphabet, near by in Unicode and as plain (no accent, no capital) as `letter`. */
function neighbours(letter: string): string {
  const start = letter.codePointAt(0)! & ~0x1f;
  const near = Array.from({ length: 32 }, (_, i) => String.fromCodePoint(start + i));
  return near.filter((c) => /\p{L}/u.test(c) && fold(c) === c).join("") || letter;
}
function alphabetOf(letter: string, length: number): string {
  if (!/[a-z]/.test(letter)) return neighbours(letter);
  if (length < 3) return LETTERS;
  return VOWELS.includes(letter) ? VOWELS : CONSONANTS;
}

/** Replacements under one key. */
export class Pseudonyms implements Replacements {
  readonly #given = new Map<string, string>();
  readonly #used = new Set<string>();
  /** `avoid`: folded words that must not be made, so that no replacement is another person's name. */
  constructor(
    private readonly key: Uint8Array,
    private readonly avoid: ReadonlySet<string> = new Set(),
  ) {}
  #bytes(text: string, length: number): Uint8Array {
    const parts: Buffer[] = [];
    for (let i = 0; parts.length * 32 < length; i++)
      parts.push(createHmac("sha256", this.key).update(`${i}/${text}`).digest());
    return Buffer.concat(parts).subarray(0, length);
  }
  /** One replacement for one value, no two values the same one while there are others. */
  #once(kind: string, value: string, make: (bytes: Uint8Array) => string): string {
    const name = `${kind}:${value}`,
      before = this.#given.get(name);
    if (before !== undefined) return before;
    let made = value;
    for (let i = 0; i < TRIES; i++) {
      made = make(this.#bytes(`${i}/${name}`, Math.max(16, value.length * 2)));
      if (made !== value && !this.#used.has(`${kind}:${made}`) && !this.avoid.has(made)) break;
    }
    this.#used.add(`${kind}:${made}`);
    this.#given.set(name, made);
    return made;
  }
  /** A run of letters, with its capitals and accents where they were. */
  letters(run: string): string {
    const decomposed = run.normalize("NFD"),
      bare = [...decomposed.replace(/\p{M}/gu, "").toLowerCase()];
    const made = [
      ...this.#once("letters", bare.join(""), (bytes) =>
        bare
          .map((c, i) => {
            const alphabet = [...alphabetOf(c, bare.length)];
            return alphabet[(bytes[i] ?? 0) % alphabet.length] ?? c;
          })
          .join(""),
      ),
    ];
    let at = 0;
    const dressed = [...decomposed]
      .map((c) => {
        if (/\p{M}/u.test(c)) return c;
        const to = made[at++] ?? "";
        return c === c.toLowerCase() ? to : to.toUpperCase();
      })
      .join("");
    return run === run.normalize("NFC") ? dressed.normalize("NFC") : dressed;
  }
  /** A run of digits; a leading zero stays one. */
  digits(run: string): string {
    return this.#once("digits", run, (bytes) =>
      [...run]
        .map((d, i) => (d === "0" && i === 0 ? d : String(i === 0 ? 1 + (bytes[i]! % 9) : bytes[i]! % 10)))
        .join(""),
    );
  }
  /** Another GUID, in the letters' case of this one, with or without its hyphens. */
  guid(text: string): string {
    const bare = text.replaceAll("-", "").toLowerCase();
    const made = this.#once("guid", bare, (bytes) => Buffer.from(bytes.subarray(0, 16)).toString("hex"));
    const shaped = text.includes("-") ? made.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5") : made;
    return text === text.toUpperCase() ? shaped.toUpperCase() : shaped;
  }
  /** A domain's SID, or one in it: another domain, the same RID (RIDs below 1000 mean the same everywhere). */
  sid(text: string): string {
    return text.replace(
      /^(S-1-5-21-)(\d+-\d+-\d+)/i,
      (_, head: string, domain: string) =>
        head +
        this.#once("sid", domain, (bytes) => {
          const view = new DataView(bytes.buffer, bytes.byteOffset);
          return [0, 4, 8].map((at) => view.getUint32(at)).join("-");
        }),
    );
  }
  /** Base64 of anything else, such as a certificate: as long as before. */
  blob(text: string): string {
    const length = text.replace(/=+$/, "").length;
    return (
      Buffer.from(this.#bytes(`blob/${text}`, length))
        .toString("base64")
        .slice(0, length) + text.slice(length)
    );
  }
}
