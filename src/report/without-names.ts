/**
 * The report for people outside: no name, address, domain, id, server or ticket of the organization stands in it. The same value is replaced by the
 * same one everywhere, so that it can still be followed. What somebody wrote in their own words is left out, since it may name anybody.
 */
import { fold } from "../identity/same-person";
import { learn } from "../facts/scrub/known";
import { Scrubber, type Replacements } from "../facts/scrub/scrubber";
import type { Reading, Visit } from "../facts/scrub/visit";
import { wordsIn, type Words } from "../domain";
import type { Report } from "./model";

const LEFT_OUT: Words = { en: "(left out)", de: "(weggelassen)" };
/** Names of people, in whole. */
const PERSONAL: ReadonlySet<string> = new Set([
  "displayName",
  "userPrincipalName",
  "distinguishedName",
  "openedBy",
  "requestedBy",
  "by",
]);
/** Words of the product's own. */
const OURS: ReadonlySet<string> = new Set([
  "schema",
  "language",
  "case",
  "state",
  "code",
  "confidence",
  "remediation",
  "risk",
  "verdict",
  "offers",
]);
const readingOf = (property: string): Reading =>
  OURS.has(property) ? "common" : PERSONAL.has(property) ? "personal" : "prose";
/** The value with every text in it visited; `property` is the nearest name above it. */
function visited(value: unknown, visit: Visit, property = ""): unknown {
  if (typeof value === "string") return visit(value, readingOf(property), property);
  if (Array.isArray(value)) return value.map((v: unknown) => visited(v, visit, property));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, visited(v, visit, k)]));
}

/** The names in a DN, which running text may use alone. */
const RDN = /(?:CN|OU)=((?:\\.|[^,"\\=])+)(?=,)/gi;
/** The first label of a host's full name. */
const HOST = /\b([A-Za-z]+[-_]?\d+)\.[A-Za-z0-9-]+\.[A-Za-z0-9.-]*[A-Za-z]/g;
/** A telephone number as directories write it. */
const PHONE = /\+\d[\d ()/.-]{5,}\d/g;
/** The same texts, and the names and numbers that they hold as values of their own. */
const withInner =
  (r: Report) =>
  (visit: Visit): void => {
    visited(r, (text, reading, property) => {
      visit(text, reading, property);
      for (const [, name = ""] of text.matchAll(RDN)) visit(name.replace(/\\(.)/g, "$1"), "personal", "cn");
      for (const [, host = ""] of text.matchAll(HOST)) visit(host, "personal", "cn");
      for (const [phone] of text.matchAll(PHONE)) visit(phone, "phone", "mobile");
      return text;
    });
  };

/** An address of a network. What begins with 1 or 2 and ends with 0 is a version of Entra Connect. */
const IP = /\b(?!(?:1|2)\.\d+\.\d+\.0\b)(?:\d{1,3}\.){3}\d{1,3}\b/g;

/** An employee's number beside the name of its attribute, and the one that it became. */
const EMPLOYEE = /(employee ?(?:id|number)\P{Nd}{0,12})(\p{Nd}+)(?:(\P{L}{0,3}→\P{L}{0,3}?)(\p{Nd}+))?/giu;
/** A number that may be somebody's; codes of events and errors are shorter, or stand behind a sign or a letter. */
const LONG_NUMBER = /(?<![\w.+-])\d{6,}(?![\w.-])/g;

/** Numbers in the order in which values come. */
class Numbers {
  readonly #given = new Map<string, number>();
  of(value: string): number {
    const number = this.#given.get(value) ?? this.#given.size + 1;
    this.#given.set(value, number);
    return number;
  }
}
/** Replacements that a person can read and follow: `name1`, `example`, `00000000-…-000000000001`. */
class Readable implements Replacements {
  readonly #names = new Numbers();
  readonly #domains = new Numbers();
  readonly #digits = new Numbers();
  readonly #guids = new Numbers();
  readonly #sids = new Numbers();
  /** `domains`: the words that domains are called by. */
  constructor(private readonly domains: ReadonlySet<string>) {}
  letters(run: string): string {
    const key = fold(run);
    return inCaseOf(run, this.domains.has(key) ? this.#domain(key) : `name${this.#names.of(key)}`);
  }
  #domain(key: string): string {
    const number = this.#domains.of(key);
    return number === 1 ? "example" : `example${number}`;
  }
  digits(run: string): string {
    return String(this.#digits.of(run));
  }
  guid(text: string): string {
    const number = String(this.#guids.of(text.replaceAll("-", "").toLowerCase())).padStart(12, "0");
    return text.includes("-") ? `00000000-0000-4000-8000-${number}` : `00000000000040008000${number}`;
  }
  /** RIDs mean nothing without their domain, and those below 1000 mean the same everywhere: they stay. */
  sid(text: string): string {
    return text.replace(
      /^(S-1-5-21-)(\d+-\d+-\d+)/i,
      (_, head: string, domain: string) => `${head}0-0-${this.#sids.of(domain)}`,
    );
  }
  blob(text: string): string {
    return `<base64, ${text.length}>`;
  }
}
const inCaseOf = (run: string, made: string): string =>
  run.length > 1 && run === run.toUpperCase()
    ? made.toUpperCase()
    : run[0] === run[0]?.toUpperCase()
      ? made[0]!.toUpperCase() + made.slice(1)
      : made;
/** The word that tells one organization's domain from another's: `contoso` of `emea.contoso.com` and of `contoso.onmicrosoft.com`. */
const wordOfDomain = (domain: string): string =>
  fold(
    domain
      .replace(/(\.mail)?\.onmicrosoft\.com$/, ".x")
      .replace(/\.(co|com|org|ac|gov)\.[a-z]{2}$/, ".x")
      .split(".")
      .at(-2) ?? "",
  );

/** The same report without anything by which the organization or its people could be told. */
export function withoutNames(report: Report): Report {
  const leftOut = wordsIn(LEFT_OUT, report.language);
  const r: Report = {
    ...report,
    head: { ...report.head, incident: null },
    ask: leftOut,
    names: [],
    repairs: report.repairs.map((a) => ({
      ...a,
      planDigest: leftOut,
      decisions: a.decisions.map((d) => ({ ...d, reason: leftOut })),
    })),
  };
  const known = learn((visit) => {
      withInner(r)(visit);
      for (const name of report.names) visit(name, "personal", "cn");
    }),
    scrubber = new Scrubber(known, new Readable(new Set([...known.domains].map(wordOfDomain)))),
    addresses = new Numbers(),
    numbers = new Numbers();
  const other = (text: string, reading: Reading): string =>
    scrubber
      .text(text, reading)
      .replace(EMPLOYEE, (_, head: string, one: string, arrow?: string, two?: string) =>
        [head, `number${numbers.of(one)}`, ...(two === undefined ? [] : [arrow, `number${numbers.of(two)}`])].join(""),
      )
      .replace(IP, (ip) => `192.0.2.${addresses.of(ip)}`)
      .replace(LONG_NUMBER, (n) => `number${numbers.of(n)}`);
  const people = [
    r.person?.displayName,
    r.head.openedBy,
    ...r.repairs.flatMap((a) => [a.requestedBy, ...a.decisions.map((d) => d.by)]),
  ];
  const names = [...new Set(people.filter((p) => p != null).map((p) => other(p, "personal")))].filter((n) =>
    n.includes(" "),
  );
  return visited(r, (text, reading) => {
    const made = other(text, reading);
    return reading === "common" ? made : names.reduce((t, name, i) => t.replaceAll(name, `Person ${i + 1}`), made);
  }) as Report;
}
