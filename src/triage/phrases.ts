/**
 * Phrases that people use, as patterns over the clauses of a text. Pure.
 * A phrase is words in lower case as `clausesOf` leaves them: `word*` takes any ending, `*word` any beginning, `a|b` either, `{set}` one of a set,
 * `[x]` may be left out, `…` up to five words between, `^` and `.` the ends of the clause. It never reaches over them.
 */

/** Words that stand for one another in phrases, under their set's name. */
export type Sets = Readonly<Record<string, string>>;

/** Words that stand for one another in phrases; a blank joins words that belong together. */
export const SETS: Sets = {
  cloud:
    "microsoft 365|office 365|o 365|m 365|365|o365|m365|microsoft entra id|microsoft entra|entra id|entra|azure ad|azure|aad|microsoft teams|teams|exchange online|" +
    "sharepoint|onedrive|outlook|tenant|cloud|connector space|metaverse|nube",
  in: "in the|in our|in|into the|into|to the|to our|to|on the|on|at|im|en la|en el|en",
  not:
    "not|never|no longer|cannot|can't|cant|couldn't|isn't|isnt|aren't|arent|ain't|wasn't|weren't|doesn't|doesnt|don't|dont|didn't|didnt|won't|wont|wouldn't|hasn't|hasnt|" +
    "haven't|nobody|no one|none|nothing|neither|unable|nicht|nie|niemals|kein|keine|keinen|niemand|no|nunca|nadie|nada",
  none: "nobody|no one|none|nothing|no user|no users|no account|no accounts|none of them",
  still:
    "still|yet|even|really|just|actually|ever|currently|being|been|to be|get|getting|got|be|all|any|anymore|noch|mehr|se",
  his: "his|her|their|its|my|the|an|a|our|your|this|that|any",
  wrong:
    "wrong|old|stale|outdated|incorrect|former|previous|empty|blank|falsch|falsche|falschen|alt|alte|alten|veraltet|leer|incorrecto|incorrecta|antiguo|antigua|vacío",
  attribute:
    "attribute|attributes|department|departments|job title|title|phone|phone number|mobile|mobile number|telephone|manager|office location|photo|picture|company name|employee id|" +
    "cost center|extension attribute|extensionattribute*|mailnickname|officelocation|employeeid|usagelocation|abteilung|telefonnummer|rufnummer|mobilnummer|vorgesetzter|attribut|attribute|departamento|teléfono|cargo|puesto|atributo|atributos",
  account:
    "account|accounts|user|users|object|objects|identity|identities|entry|entries|konto|konten|benutzer|benutzerkonto|cuenta|cuentas|usuario|usuarios",
  engine:
    "sync|syncs|synch|dirsync|synchronization|synchronisation|syncronization|adsync|connect|wizard|service|scheduler|schedule|import|imports|export|exports|delta|deltas|run|runs|cycle|cycles|connector|" +
    "connectors|agent|agents|agent's|job|cmdlets|upgrade|synchronisierung|synchronisation|synchronisationsdienst|dienst|assistent|sincronización|servicio|agente|conector",
  ill:
    "stop|stops|stopped|stopping|fail|fails|failed|failing|failure|failures|crash|crashes|crashed|die|dies|died|dead|hang|hangs|hung|broke|broken|break|breaks|error|errors|disconnected|offline|unhealthy|" +
    "refuses|quarantine|quarantined|timeout|timeouts|busy|down|no-start*|stopped-*|completed-*|missing-partition*|*-error|*-errors|*-failure|permission-issue|disabled|paused|suspended|" +
    "steht|kaputt|fehlgeschlagen|fehler|gestoppt|falla|fallan|parado|parada|detenido|error|errores|quarantäne|cuarentena|stuck|bricht|hängt",
  sign: "sign in|sign into|sign on|log in|log into|log on|login|logon|authenticate|anmelden|einloggen|iniciar sesión|entrar|acceder",
  device:
    "device|devices|laptop|laptops|computer|computers|notebook|notebooks|workstation|workstations|tablet|gerät|geräte|rechner|dispositivo|dispositivos|portátil|equipo",
  group:
    "group|groups|distribution list|distribution lists|dl|gruppe|gruppen|verteiler|verteilerliste|grupo|grupos|lista de distribución",
  gone: "gone|missing|lost|deleted|removed|fehlt|fehlen|weg|falta|faltan",
};

const escaped = (word: string): string => word.replace(/[.+?^${}()[\]\\]/g, "\\$&").replaceAll("*", "\\S*");
/** One token of a phrase as a pattern with the blank after it; `.` is the end of the clause, where none is left. */
function tokenOf(token: string, sets: Sets): string {
  const named = (name: string): string[] => {
    const set = sets[name];
    if (set === undefined) throw new Error(`No set of words is called ${name}`);
    return set.split("|");
  };
  const words = token.split("|").flatMap((w) => (/^\{.+\}$/.test(w) ? named(w.slice(1, -1)) : [w]));
  return `(?:${words.map((w) => (w === "." ? "$" : `${escaped(w)} `)).join("|")})`;
}
/** The phrase as a pattern over a clause that begins and ends with a blank. */
export function patternOf(phrase: string, sets: Sets = SETS): RegExp {
  const parts = phrase.match(/\[[^\]]+\]|\S+/g) ?? [];
  const pattern = parts.map((part) => {
    if (part === "…") return "(?:\\S+ ){0,5}?";
    if (part === "^") return "(?<=^ )";
    const optional = /^\[(.+)\]$/.exec(part)?.[1];
    return optional === undefined
      ? tokenOf(part, sets)
      : `(?:${optional
          .split(" ")
          .map((t) => tokenOf(t, sets))
          .join("")})?`;
  });
  return new RegExp(`(?<= )${pattern.join("")}`, "u");
}
/** Addresses, links and identifiers name things and complain of nothing. */
const NAME = /@|^\W*https?:\/\/|\\|^\W*[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|(?:CN|OU|DC)=/iu;
/** The clauses of a text, each between blanks: words in lower case, straight apostrophes, no punctuation; `x` for a name. */
export const clausesOf = (text: string): string[] =>
  text
    .split(/\s+/u)
    .map((word) => (NAME.test(word) ? `x${/[,;:!?]?$/.exec(word)![0]}` : word))
    .join(" ")
    .replaceAll("’", "'")
    .toLowerCase()
    .split(/[.,;:!?()"“”„]+(?= |$)|[()"“”„]| [-–—]+ | (?:but|although|though|while|whereas|aber|obwohl|pero|aunque) /u)
    .map((clause) => ` ${clause.split(" ").map(bare).filter(Boolean).join(" ")} `);
/** The word without the punctuation around it. */
const bare = (word: string): string => /[\p{L}\p{N}](?:.*[\p{L}\p{N}%])?/u.exec(word)?.[0] ?? "";

/** Every word that phrases or sets use, in small letters. */
export const wordsOf = (phrases: readonly string[]): ReadonlySet<string> =>
  new Set(phrases.flatMap((phrase) => phrase.split(/[|\s\[\]]+/u).filter((word) => /^[\p{L}'-]+$/u.test(word))));
