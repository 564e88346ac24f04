/** Single texts with the personal values in them replaced. */
import { anchorOfEntraCsDn, entraCsDn, guidOfImmutableId, immutableIdOf } from "../../identity/anchor";
import { fold } from "../../identity/same-person";
import { ADDRESS, anyOf, CODE, DATE, DN, GUID, RUNS, wordsIn } from "./forms";
import type { Known } from "./known";
import { COMMON_LABELS, MARKS, SERVICE_DOMAIN, STANDARD_NAME } from "./personal";
import type { Reading } from "./visit";

/** What stands in place of personal values: the same one for the same value. Runs are of letters or digits alone; GUIDs come with or without hyphens. */
export interface Replacements {
  letters(run: string): string;
  digits(run: string): string;
  guid(text: string): string;
  sid(text: string): string;
  /** Of base64 that holds no text. */
  blob(text: string): string;
}
/** Replaces what is `known` by what `other` makes of it. */
export class Scrubber {
  readonly #tokens: RegExp;
  readonly #long: readonly string[];
  constructor(
    private readonly known: Known,
    private readonly other: Replacements,
  ) {
    const domains = `(?:[A-Za-z0-9_-]+\\.)*(?:${anyOf(known.domains)})(?![A-Za-z0-9-])`;
    const netbios = anyOf([...known.domains].map((d) => d.split(".")[0]!));
    this.#tokens = new RegExp(
      [
        String.raw`(?<mark>\bNT (?:AUTHORITY|SERVICE)\\\w+|(?:${anyOf(MARKS)})(?!${GUID})[A-Za-z0-9_]*)`,
        String.raw`(?<hex>CN=\{[0-9a-fA-F]+\})`,
        `(?<dn>${DN})`,
        `(?<guid>${GUID})`,
        String.raw`(?<sid>S-1-5-21(?:-\d+)+)`,
        String.raw`(?<anchor>(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{22}==)`,
        String.raw`(?<blob>(?<![A-Za-z0-9+/._-])[A-Za-z0-9+/]{12,}={0,2}(?![A-Za-z0-9+/=._@-]))`,
        `(?<deleted>(?<![0-9a-fA-F])[0-9a-fA-F]{32}(?![0-9a-fA-F]))`,
        `(?<phone>${anyOf(known.phones)})`,
        `(?<address>${ADDRESS})`,
        `(?<domain>${domains})`,
        String.raw`(?<account>\b(?:${netbios})\\{1,2}[\w.$-]+)`,
        `(?<phrase>${anyOf(known.phrases)})`,
        String.raw`(?<escape>\\0A(?:CNF|DEL):|\\[0-9A-Fa-f]{2})`,
        String.raw`(?<word>\p{L}[\p{L}\p{M}]*)`,
        String.raw`(?<number>\p{Nd}+)`,
      ].join("|"),
      "giu",
    );
    this.#long = [...known.words].filter((w) => w.length >= 5).sort((a, b) => b.length - a.length);
  }
  /** The text with other people in it. */
  text(text: string, reading: Reading): string {
    if (reading === "common" || DATE.test(text)) return text;
    if (reading === "phone") return this.#phone(text);
    return reading === "personal" ? this.#personal(text) : this.#replaced(text, false);
  }
  #personal(text: string): string {
    if (STANDARD_NAME.test(text)) return text;
    const lower = text.toLowerCase();
    for (const literal of this.known.literals) {
      if (lower === literal) return this.#replaced(text, false);
      if (lower.startsWith(literal))
        return this.#replaced(text.slice(0, literal.length), false) + this.#personal(text.slice(literal.length));
    }
    const kind = /^[A-Za-z0-9]{2,6}:(?!\/\/)/.exec(text)?.[0] ?? "";
    return kind + this.#replaced(text.slice(kind.length), true);
  }
  #replaced(text: string, whole: boolean): string {
    return text.replace(this.#tokens, (token: string, ...more: unknown[]) => {
      const groups = more[more.length - 1] as Readonly<Record<string, string | undefined>>;
      const kind = Object.keys(groups).find((k) => groups[k] !== undefined);
      switch (kind) {
        case "mark":
          return this.#marked(token);
        case "hex":
          return this.#hex(token);
        case "dn":
          return this.#dn(token);
        case "guid":
        case "deleted":
          return this.other.guid(token);
        case "sid":
          return this.other.sid(token);
        case "anchor":
          return this.#anchor(token);
        case "blob":
          return this.#blob(token, whole);
        case "phone":
          return this.#phone(token);
        case "address":
          return this.#address(token);
        case "domain":
          return this.#domain(token);
        case "account":
          return this.#account(token);
        case "phrase":
          return this.#runs(token);
        case "word":
          return whole ? this.other.letters(token) : this.#word(token);
        case "number":
          return whole && !CODE.test(text) ? this.other.digits(token) : token;
        default:
          return token;
      }
    });
  }
  #runs(text: string): string {
    return text.replace(RUNS, (_, letters?: string, digits?: string) =>
      letters === undefined ? this.other.digits(digits ?? "") : this.other.letters(letters),
    );
  }
  /** What an installer's name begins with stays; the rest of it is this server's. */
  #marked(name: string): string {
    const mark = new RegExp(`^(?:NT .*|${anyOf(MARKS)})`, "i").exec(name)?.[0] ?? "";
    return mark + this.#runs(name.slice(mark.length));
  }
  /** A word of running text: replaced where somebody is called so, or where a long name stands inside it. */
  #word(word: string): string {
    const folded = fold(word);
    if (this.known.words.has(folded)) return this.other.letters(word);
    const inside = this.#long.find((w) => folded.includes(w));
    if (inside === undefined || folded.length !== word.length) return word;
    const at = folded.indexOf(inside);
    return (
      word.slice(0, at) +
      this.other.letters(word.slice(at, at + inside.length)) +
      this.#word(word.slice(at + inside.length))
    );
  }
  #phone(text: string): string {
    const to = [...this.other.digits(text.replace(/\D/g, ""))];
    return text.replace(/\d/g, () => to.shift() ?? "");
  }
  #domain(name: string): string {
    const labels = name.split(".");
    return labels
      .map((l, i) => (i === labels.length - 1 || (i > 0 && COMMON_LABELS.has(l.toLowerCase())) ? l : this.#runs(l)))
      .join(".");
  }
  #address(address: string): string {
    const [local = "", host = ""] = address.split("@");
    const rest = /\.*$/.exec(host)?.[0] ?? "",
      name = host.slice(0, host.length - rest.length);
    return `${this.#replaced(local, true)}@${SERVICE_DOMAIN.test(name) && !/onmicrosoft/i.test(name) ? name : this.#domain(name)}${rest}`;
  }
  #account(account: string): string {
    const [, domain = "", cut = "", name = ""] = /^([^\\]+)(\\+)(.*)$/.exec(account) ?? [];
    return `${this.#runs(domain)}${cut}${this.#personal(name)}`;
  }
  #dn(dn: string): string {
    const last = dn.lastIndexOf("=");
    return (
      dn.slice(0, last + 1).replace(/(CN|OU|DC)=((?:\\.|[^,"\\=])+)(?=,)/gi, (_, type: string, name: string) => {
        if (/^dc$/i.test(type)) return `${type}=${COMMON_LABELS.has(name.toLowerCase()) ? name : this.#runs(name)}`;
        return `${type}=${this.#personal(name)}`;
      }) + dn.slice(last + 1)
    );
  }
  #anchor(anchor: string): string {
    const guid = guidOfImmutableId(anchor);
    return (guid === undefined ? undefined : immutableIdOf(this.other.guid(guid))) ?? this.other.blob(anchor);
  }
  #hex(dn: string): string {
    const anchor = anchorOfEntraCsDn(dn);
    return anchor === undefined ? dn : entraCsDn(this.#personal(anchor));
  }
  /** Base64: of a text about somebody, of a certificate; a long word looks the same and is none. */
  #blob(text: string, whole: boolean): string {
    const bytes = Buffer.from(text, "base64");
    const plain = bytes.toString("utf8"),
      isText = bytes.toString("base64") === text && /^[\x20-\x7e]+$/.test(plain);
    const named = wordsIn(plain).some((w) => this.known.words.has(w));
    if (isText && named) return Buffer.from(this.#personal(plain), "utf8").toString("base64");
    if (text.length >= 100) return this.other.blob(text);
    return whole ? this.#runs(text) : text.replace(/\p{L}+/gu, (w) => this.#word(w));
  }
}
