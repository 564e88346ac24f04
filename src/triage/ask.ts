/** Understanding the ask, deterministically: identifiers first, then names. Nothing here decides what to do; it only says whom to look for. */
import type { Ask, SearchTerms } from "../domain";
import { quotedIn } from "./quoted";
import { topicsOf } from "./topics";

const ADDRESS = /[\p{L}\p{N}._%+'!#$&^~-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*/gu;
const DOMAIN_USER = /\b[\p{L}\p{N}-]+\\([\p{L}\p{N}._-]+)/gu;
/** A lone account name: two parts joined by dot, dash or underscore, or one word with a digit or in quotes. */
const ACCOUNT = /(?<![\p{L}\p{N}@\\/.])[\p{L}][\p{L}\p{N}]*(?:[._-][\p{L}\p{N}]+)+\$?(?![\p{L}\p{N}@\\/])/gu;
const GUID = /\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b/gi;

/** Words that start a sentence or name a product: never a person's name by themselves. */
const NOISE = new Set(
  (
    "a about account accounts active ad after again agent all alias already also am an and any are as at azure back be because been before between but by can cannot cloud " +
    "colleague colleagues company connect connector contact could count created cycle day days delta department did directory do does domain don't done during each either email employee entra error errors every everybody " +
    "everyone exchange export exports file first for forest friday from full fw fwd get gets global good got group had has have he hello help her here hers hi him his how hr i i'm i've if import in into is isn't it its just last legal " +
    "like list local log mail mailbox me members microsoft missing monday more my name need needs never new no nobody none not nothing now of office ok old on one online only operations or ou our out outlook over people please " +
    "portal problem re same sales saturday says security see sent server service she show shows since so some somebody someone soon still stopped sunday support sync synced syncing synchronization system take teams tenant than thank " +
    "thanks that the their them then there these they this those thursday to today too tuesday two type u up upn us user users we wednesday week well what when where which who why wifi will windows with without wizard would yes yesterday you your yours " +
    "january february march april may june july august september october november december health idfix powershell graph licence license m365 o365 finance engineering marketing it gmsa kds dc ldap smtp sip sso mfa aadconnect after-hours ticket order two three"
  ).split(" "),
);
const words = (text: string): string[] => text.match(/[\p{L}\p{M}][\p{L}\p{M}'’-]*/gu) ?? [];
const isName = (word: string): boolean =>
  /^\p{Lu}/u.test(word) && !NOISE.has(word.toLowerCase().replace(/['’]s?$/, "")) && !/^\p{Lu}{2,}$/u.test(word);
const PARTICLES = new Set([
  "de",
  "da",
  "del",
  "van",
  "von",
  "der",
  "den",
  "la",
  "le",
  "el",
  "al",
  "bin",
  "dos",
  "di",
  "ter",
]);

/** Sequences of two or more capitalised words ("Hana Sato"), and single ones, in the order of the text; possessives cut. */
function namesIn(text: string): string[] {
  const out: string[] = [];
  for (const clause of text.split(/[.,;:!?()"„“”\[\]<>\n]|\s[-–—]{1,2}\s/u)) {
    let run: string[] = [];
    const flush = () => {
      while (run.length > 0 && PARTICLES.has(run[run.length - 1]!.toLowerCase())) run.pop();
      if (run.length > 0) out.push(run.join(" "));
      run = [];
    };
    for (const raw of words(clause)) {
      const word = raw.replace(/['’]s?$/u, "");
      if (isName(word)) {
        run.push(word);
        if (word !== raw) flush();
      } else if (run.length > 0 && PARTICLES.has(word.toLowerCase())) run.push(word);
      else flush();
    }
    flush();
  }
  return [...new Set(out)].sort((a, b) => Number(b.includes(" ")) - Number(a.includes(" ")));
}

/** "Hana in Finance" → the department beside the name. */
const departmentsIn = (text: string): string[] =>
  [...text.matchAll(/\b(?:in|from|of)\s+(?:the\s+)?([\p{Lu}][\p{L}&-]+)/gu)]
    .map((m) => m[1]!)
    .filter((w) => !/^(microsoft|office|entra|azure|ad|active|teams)$/i.test(w));

/** Quoted or lone account names such as `fsiddiqui`: a lower-case token that no dictionary word explains is tried as an account name. */
function plainAccounts(text: string, taken: string): string[] {
  return [
    ...new Set(text.match(/(?<![\p{L}\p{N}@._\\/-])[a-z][a-z0-9]{3,19}(?![\p{L}\p{N}@_\\/-]|\.[\p{L}\p{N}])/gu) ?? []),
  ].filter((w) => !NOISE.has(w) && !taken.includes(`${w}@`));
}

/** Reads a message. Every value stays text; search adapters escape it for their own syntax. */
export function parseAsk(text: string): Ask {
  const clean = text
    .replace(/&nbsp;/gi, " ")
    .replace(/<at>.*?<\/at>/gi, " ")
    .replace(/mailto:/gi, "")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 4000);
  const upns = [
    ...new Set(
      (clean.match(ADDRESS) ?? []).map((a) =>
        a
          .replace(/^['.]+|['.]+$/g, "")
          .replace(/\.$/, "")
          .toLowerCase(),
      ),
    ),
  ];
  const rest = clean.replace(ADDRESS, " ");
  const sams = [
    ...[...rest.matchAll(DOMAIN_USER)].map((m) => m[1]!),
    ...(rest.match(ACCOUNT) ?? []).filter((w) => !w.includes("--")),
  ];
  const capitals = (rest.match(/(?<![\p{L}\p{N}@._\\-])\p{Lu}{5,20}(?![\p{L}\p{N}@_\\-])/gu) ?? []).filter(
    (w) => !NOISE.has(w.toLowerCase()),
  );
  const accounts = [...new Set([...sams, ...capitals].map((s) => s.toLowerCase().replace(/[._-]+$/, "")))].filter(
    (s) => !/\.(com|local|net|org|onmicrosoft\.com)$/.test(s),
  );
  const terms: SearchTerms = {
    upns,
    sams: accounts.slice(0, 8),
    names: namesIn(rest.replace(DOMAIN_USER, " ")).slice(0, 8),
    departments: departmentsIn(clean).slice(0, 3),
    ids: [...new Set(rest.match(GUID) ?? [])],
  };
  const lone = plainAccounts(rest, clean);
  return {
    text: clean,
    terms: { ...terms, sams: [...terms.sams, ...lone.filter((w) => !terms.sams.includes(w))].slice(0, 30) },
    topics: topicsOf(clean),
    quoted: quotedIn(clean),
  };
}

/** Several people in one message: one ask for each address, or for each full name where there is no address. */
export function peopleIn(text: string): string[] {
  const { terms } = parseAsk(text);
  if (
    terms.upns.length > 1 &&
    /\b(and|both|also|,)\b|,|\n/i.test(text) &&
    new Set(terms.upns.map((u) => u.split("@")[1])).size === 1
  )
    return terms.upns.map((u) => u);
  return [text];
}
