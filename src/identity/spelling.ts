/**
 * How attributes must be spelled, as one table: what is wrong with a value, whether the service minds, and the value that mends it where there is
 * exactly one (adsync reference §7.1; IdFix's rule set; Graph's property lengths). Flaw and mend stand together, so that no repair leaves what a
 * check found.
 */
import { told, type InEvery } from "../domain";

/** IdFix's error types. `domain`: a top-level domain that is not routable. */
export type FlawType = "character" | "format" | "length" | "blank" | "duplicate" | "domain";
/** Kinds of objects that the rules tell apart. */
export type ObjectKind = "user" | "contact" | "group";
export interface Flaw {
  readonly attribute: string;
  readonly value: string;
  readonly type: FlawType;
  /** What is wrong, as a clause. */
  readonly rule: InEvery;
  /** The service refuses, drops or replaces such a value. Where it does not, the flaw is IdFix's advice: the service takes the value. */
  readonly enforced: boolean;
  /** The well-formed value; absent where several would do, and a person chooses. */
  readonly mended?: string;
}
interface Rule {
  readonly type: FlawType;
  readonly enforced: boolean;
  /** What is wrong, in words; undefined where nothing is. */
  readonly wrong: (value: string) => InEvery | undefined;
  /** The value without it; absent where several would do. */
  readonly mend?: (value: string) => string;
}
interface Row {
  readonly attribute: string;
  readonly of: readonly ObjectKind[];
  readonly rules: readonly Rule[];
}

const hex = (c: string): string => `U+${c.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}`;
/** Invisible: controls, blanks of any kind, zero-width and direction marks. */
const INVISIBLE = /[\u0000-\u0020\u007f-\u00a0\u00ad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]/u;
const without = (pattern: RegExp) => {
  const all = new RegExp(pattern.source, "gu");
  return (value: string): string => value.replace(all, "");
};

const enforced = (type: FlawType, wrong: Rule["wrong"], mend?: Rule["mend"]): Rule => ({
  type,
  enforced: true,
  wrong,
  ...(mend === undefined ? {} : { mend }),
});
/** The same rules, which the service does not enforce. */
const advised = (...rules: readonly Rule[]): Rule[] => rules.map((rule) => ({ ...rule, enforced: false }));

const noInvisible = enforced(
  "character",
  (v) => {
    const hidden = INVISIBLE.exec(v);
    return hidden === null
      ? undefined
      : told(
          {
            en: "it holds the invisible character or blank {code} at position {position}",
            de: "Er enthält an Position {position} das unsichtbare Zeichen oder Leerzeichen {code}",
          },
          { code: hex(hidden[0]), position: hidden.index + 1 },
        );
  },
  without(INVISIBLE),
);
const noneOf = (pattern: RegExp): Rule =>
  enforced("character", (v) => {
    const bad = pattern.exec(v)?.[0];
    return bad === undefined
      ? undefined
      : told(
          {
            en: "the character {bad} ({code}) is not allowed in it",
            de: "Das Zeichen {bad} ({code}) ist darin nicht erlaubt",
          },
          { bad, code: hex(bad) },
        );
  });
const IT: InEvery = { en: "it", de: "Er" };
const tooLong = (part: InEvery, count: number, most: number): InEvery =>
  told(
    { en: "{part} has {count} characters (at most {most})", de: "{part} hat {count} Zeichen (höchstens {most})" },
    { part, count, most },
  );
const atMost = (length: number, part = IT, of: (value: string) => string = (v) => v): Rule =>
  enforced("length", (v) => (of(v).length > length ? tooLong(part, of(v).length, length) : undefined));
const matches = (pattern: RegExp, otherwise: InEvery): Rule =>
  enforced("format", (v) => (pattern.test(v) ? undefined : otherwise));
/** What must not stand there, and goes away by itself. */
const strip = (pattern: RegExp, wrong: InEvery, by = ""): Rule =>
  enforced(
    "format",
    (v) => (pattern.test(v) ? wrong : undefined),
    (v) => v.replace(new RegExp(pattern.source, `${pattern.flags}g`), by),
  );

const localOf = (v: string): string => v.slice(0, Math.max(0, v.lastIndexOf("@")));
const domainOf = (v: string): string => v.slice(v.lastIndexOf("@") + 1);
const ONE_AT = matches(/^[^@]+@[^@]+$/, {
  en: "it is not one name, one @ and one domain",
  de: "Er besteht nicht aus einem Namen, einem @ und einer Domäne",
});
/** Labels of letters, digits and hyphens, parted by single dots. */
const DOMAIN = matches(/@[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*$/, {
  en: "its domain part is malformed",
  de: "Sein Domänenteil ist fehlerhaft",
});
const LEADING_PERIOD: InEvery = { en: "it starts with a period", de: "Er beginnt mit einem Punkt" };
const DOTS: readonly Rule[] = [
  strip(/^\.+/, LEADING_PERIOD),
  strip(/\.+(?=@)/, { en: "a period stands right before the @", de: "Direkt vor dem @ steht ein Punkt" }),
  strip(/\.{2,}(?=.*@)/, { en: "it holds two periods in a row", de: "Er enthält zwei Punkte hintereinander" }, "."),
];
/** Suffixes that no public domain has: such a name was never meant to leave the house. */
export const isNonRoutable = (nameOrAddress: string): boolean =>
  /(^|[.@])(local|localdomain|localhost|lan|internal|intranet|intra|private|corp|home|domain|test|example|invalid)$/i.test(
    nameOrAddress,
  );
/** The domain is a matter of its own (not verified), so IdFix's flag is advice. */
const ROUTABLE: readonly Rule[] = advised(
  enforced("domain", (v) =>
    isNonRoutable(v)
      ? told(
          { en: "its domain {domain} is not routable", de: "Seine Domäne {domain} ist nicht routingfähig" },
          { domain: domainOf(v) },
        )
      : undefined,
  ),
);

/** userPrincipalName: one name, one @, one domain; dots and characters as Entra allows them. */
const UPN: readonly Rule[] = [
  noInvisible,
  ONE_AT,
  strip(/&+(?=@)/, { en: "a & stands right before the @", de: "Direkt vor dem @ steht ein &" }),
  ...DOTS,
  // What stands after the @ is the domain's own matter.
  noneOf(/[^A-Za-z0-9.\-_!#^~'@](?=.*@)/u),
  DOMAIN,
  atMost(113),
  atMost(64, { en: "the part before the @", de: "Der Teil vor dem @" }, localOf),
  atMost(48, { en: "the part after the @", de: "Der Teil nach dem @" }, domainOf),
  ...advised(
    enforced("character", (v) =>
      v.includes("'")
        ? { en: "IdFix flags the apostrophe in it", de: "IdFix beanstandet den Apostroph darin" }
        : undefined,
    ),
  ),
  ...ROUTABLE,
];
/** An SMTP address without its prefix. */
const ADDRESS: readonly Rule[] = [
  noInvisible,
  strip(/^smtp:/i, { en: "its prefix stands twice", de: "Sein Präfix steht doppelt" }),
  strip(/^[<"']+(?=[^<>"']+@)|(?<=@[^<>"']+)[>"';,]+$/, {
    en: "it is wrapped in quotes, brackets or separators",
    de: "Er ist in Anführungszeichen, Klammern oder Trennzeichen eingeschlossen",
  }),
  noneOf(/[<>();,[\]":]/),
  noneOf(/[^\x21-\x7e]/u),
  ONE_AT,
  ...DOTS,
  matches(/^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@/, {
    en: "its name part is malformed (RFC 2822)",
    de: "Sein Namensteil ist fehlerhaft (RFC 2822)",
  }),
  DOMAIN,
];
/** Rules of what follows an address type and its colon. */
const after = (prefix: RegExp, rules: readonly Rule[]): Rule[] => {
  const split = (v: string): [string, string] | undefined => {
    const type = prefix.exec(v)?.[0];
    return type === undefined ? undefined : [type, v.slice(type.length)];
  };
  return rules.map((rule): Rule => {
    const { mend } = rule;
    return {
      ...rule,
      wrong: (v) => {
        const parts = split(v);
        return parts === undefined ? undefined : rule.wrong(parts[1]);
      },
      ...(mend === undefined ? {} : { mend: (v: string) => (split(v)?.[0] ?? "") + mend(split(v)?.[1] ?? v) }),
    };
  });
};
/** `smtp:`, or no type at all. */
const SMTP = /^\s*smtp:|^(?![^@]*:)/i;
/** An entry of proxyAddresses: SMTP ones as addresses; SIP, X400 and X500 by IdFix's advice; of other types nothing is known. */
const PROXY: readonly Rule[] = [
  ...after(SMTP, ADDRESS),
  ...after(SMTP, ROUTABLE),
  ...advised(...after(/^sip:/i, ADDRESS)),
  ...advised(...after(/^x\.?[45]00:/i, [noneOf(/[\f\n\r\t\v[\]"']/)])),
  enforced("length", (v) => (SMTP.test(v) && v.length > 256 ? tooLong(IT, v.length, 256) : undefined)),
];
/** targetAddress forbids the backslash besides. */
const TARGET: readonly Rule[] = [noneOf(/\\/), ...after(SMTP, ADDRESS), ...after(SMTP, ROUTABLE), atMost(255)];
/** mailNickname: the service puts an underscore in the place of what it does not take. */
const NICKNAME: readonly Rule[] = [
  strip(/^\.+/, LEADING_PERIOD),
  atMost(64),
  ...advised(
    noInvisible,
    strip(/\.+$/, { en: "it ends with a period", de: "Er endet mit einem Punkt" }),
    noneOf(/[\\!#$%&*+/=?^`{}|~<>()';:,[\]"@]/),
  ),
];
const account = (length: number): Rule[] => [atMost(length), noneOf(/[\\"|,/[\]:<>+=;?*]/)];
/** Names and other text: blanks inside are theirs; controls, format characters and blanks at the ends are not. */
const tidied = (v: string): string =>
  v
    .replace(/[\p{Cf}\p{Cc}]/gu, "")
    .replace(/[\s\u00A0]+/g, " ")
    .trim();
const text = (length: number): Rule[] => [
  atMost(length),
  ...advised(
    enforced(
      "character",
      (v) =>
        tidied(v) === v
          ? undefined
          : {
              en: "it holds invisible characters or stray blanks",
              de: "Er enthält unsichtbare Zeichen oder überflüssige Leerzeichen",
            },
      tidied,
    ),
  ),
];

const ANY: readonly ObjectKind[] = ["user", "contact", "group"],
  PEOPLE: readonly ObjectKind[] = ["user", "contact"];
const row = (attribute: string, of: readonly ObjectKind[], rules: readonly Rule[]): Row => ({ attribute, of, rules });
/** Every attribute with its rules, the one that matters most first. */
const TABLE: readonly Row[] = [
  row("userPrincipalName", ["user"], UPN),
  row("proxyAddresses", ANY, PROXY),
  row("mail", ANY, [...advised(...ADDRESS, atMost(256)), ...ROUTABLE]),
  row("mailNickname", ANY, NICKNAME),
  row("targetAddress", PEOPLE, TARGET),
  row("sAMAccountName", ["user"], account(20)),
  row("sAMAccountName", ["group"], account(256)),
  row("displayName", ANY, text(256)),
  row("givenName", PEOPLE, [...text(64), ...advised(atMost(63))]),
  row("sn", PEOPLE, text(64)),
  row("department", PEOPLE, text(64)),
  row("company", PEOPLE, text(64)),
  row("title", PEOPLE, text(128)),
  row("l", PEOPLE, text(128)),
  row("st", PEOPLE, text(128)),
  row("postalCode", PEOPLE, text(40)),
  row("streetAddress", PEOPLE, text(1024)),
  row("mobile", PEOPLE, text(64)),
  row("telephoneNumber", PEOPLE, text(64)),
  ...Array.from({ length: 15 }, (_, i) => row(`extensionAttribute${i + 1}`, ANY, text(1024))),
];
/** LDAP names of the attributes that have rules for objects of this kind, in the order of the table. */
export const attributesWithRules = (kind: ObjectKind): string[] =>
  TABLE.filter((r) => r.of.includes(kind)).map((r) => r.attribute);
/** An attribute without rules of its own is text. */
const rulesOf = (attribute: string, kind: ObjectKind): readonly Rule[] =>
  TABLE.find((r) => r.of.includes(kind) && r.attribute.toLowerCase() === attribute.toLowerCase())?.rules ??
  advised(...text(1024));

/** Everything that is wrong with one value, what the service minds first. */
export function flawsIn(attribute: string, value: string, kind: ObjectKind = "user"): Flaw[] {
  const rules = rulesOf(attribute, kind);
  const mended = mendedBy(rules, value);
  return rules
    .flatMap((rule): Flaw[] => {
      const wrong = rule.wrong(value);
      if (wrong === undefined) return [];
      const mend = rule.type === "domain" || mended === undefined || mended === value ? {} : { mended };
      return [{ attribute, value, type: rule.type, rule: wrong, enforced: rule.enforced, ...mend }];
    })
    .sort((a, b) => Number(b.enforced) - Number(a.enforced));
}
/** Taking one flaw away may show the next; a value is mended when none is left that the service minds or that goes away by itself. */
function mendedBy(rules: readonly Rule[], value: string): string | undefined {
  let next = value;
  for (let rest = rules.length * 2; rest > 0; rest--) {
    const rule = rules.find((r) => (r.enforced || r.mend !== undefined) && r.wrong(next) !== undefined);
    if (rule === undefined) return next === "" ? undefined : next;
    if (rule.mend === undefined) return undefined;
    next = rule.mend(next);
  }
  return undefined;
}
/** What the service minds of one value of an attribute; undefined for one that it takes as it is. */
export const flawOf = (attribute: string, value: string, kind: ObjectKind = "user"): Flaw | undefined =>
  flawsIn(attribute, value, kind).find((flaw) => flaw.enforced);
/** The value as it should be: itself where nothing is to be mended, its mend where there is one, else undefined. */
export const wellFormed = (attribute: string, value: string, kind: ObjectKind = "user"): string | undefined =>
  mendedBy(rulesOf(attribute, kind), value);
/** An alias made from another name: letters, digits and the punctuation that Exchange allows; accents folded. */
export const aliasFrom = (value: string): string =>
  value
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]/g, "")
    .replace(/\.{2,}/g, ".")
    .replace(/^\.+|\.+$/g, "");
