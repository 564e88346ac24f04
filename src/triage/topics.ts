/** What an ask complains of, by phrases that people use: one table, topic → language → phrases. Pure. */
import { TOPICS, type Topic } from "../domain";
import { clausesOf, patternOf, SETS, wordsOf } from "./phrases";

type Language = "en" | "de" | "es";
/** Every language is tried: an ask mixes them, and the words of one seldom mean another thing in the next. English is whole, the others are a start. */
type Phrases = Readonly<Record<"en", readonly string[]>> & { readonly [L in Language]?: readonly string[] };

const PHRASES: Readonly<Record<Topic, Phrases>> = {
  missing: {
    en: [
      "missing|nowhere|skipped|ignored",
      "hiding|hides her|him|it|them",
      "^ nothing .",
      "{not} [{still}] [there|here|present|available|visible|listed] {in} {cloud}",
      "{none} … {in} {cloud}",
      "no new … show|shows|arrive|arrives|appear|appears",
      "isn't|isnt|aren't|wasn't|not [{still}] there|present|here",
      "isn't|aren't|not in yet|.",
      "isn't|aren't|doesn't|don't|didn't|hasn't .",
      "is|are|does|did not .",
      "{none} … do|does .",
      "{not} [{still}] appear|appears|appeared|appearing|arrive|arrives|arrived|exist|exists|found|find|visible|created|provisioned|synchronized|synchronised|synced|sync|syncing|provision",
      "{not} [{still}] show|shows|showing|shown|turn|turns|turned|showed [up]",
      "{not} [{still}] come|comes|came|coming|get|gets|getting|got|go|make|makes|made it|in|into|over|through|across|out|up|to|down",
      "{not} [{still}] come|comes|arriving",
      "{none} … come|comes|arrive|arrives|appear|appears|synced",
      "can't|cannot|cant|couldn't|not get|bring|have … {in} {cloud}",
      "can't|cannot|cant|couldn't|not see|find|locate",
      "bring|sync|write|push her|him|them|it down|back",
      "waiting|waits|wait|waited for",
      "those|them|ones waiting",
      "is|are waiting for|.",
      "needs|need {his} account",
      "wants|want|needs|need … {in} {cloud} [today|tomorrow|now]",
      "should|ought [to] have|be [been] {in}|there|here",
      "late {in} {cloud}",
      "fail|fails|failed|failing to sync|synchronize|provision|appear|arrive",
      "user|joiner|account|x|she|he|they|who is|are stuck",
      "synced|there or not",
      "if|whether … is|are|was synced|there|{in}",
      "^ is|are|does|did|has … synced|there|arrived .",
      "^ is|are … {in} {cloud}",
      "where|wheres|where's is|are",
    ],
    de: [
      "wartet|warten",
      "fehlt|fehlen|vermisse|nirgends|nirgendwo",
      "nicht [{still}] da|vorhanden|angekommen|auffindbar|gefunden|finden|sichtbar|synchronisiert|sehen",
      "nicht [{still}] im|in|auf [der|dem] {cloud}",
      "im|in|auf {cloud} … nicht",
      "kommt|kommen|taucht|tauchen|erscheint|erscheinen … nicht",
      "wo|wann ist|sind|bleibt|bleiben|kommt",
    ],
    es: [
      "falta|faltan",
      "sin aparecer|llegar|cuenta",
      "ningún|ninguna … llega|llegan|aparece|aparecen",
      "no|nunca [se|ha|han] está|están|aparece|aparecen|llega|llegan|llegó|llegado|existe|existen|encuentra|encuentran|encuentro|sincroniza|sincronizan|sincronizado|figura|veo|ve|aparecido",
      "dónde está|están",
    ],
  },
  double: {
    en: [
      "[{in}] {cloud} … twice",
      "is|are|was|were|appears|exists|there|up|have|has … twice",
      "2|two or 3|three times",
      "[{in}] {cloud} … two|2|three|3|four|4 times",
      "double|doubled|duplicate|duplicates|duplicated|duplication",
      "has|have|had|with|got|are|see|now|makes|made two|2|three|3|several [cloud|entra|separate|different|user|synced] {account}",
      "two|2|three|3|several [cloud|entra|separate|different|user|synced] {account} {in}|for|of x|{cloud}",
      "two separate|different things|people|mailboxes",
      "{account} in two",
      "one and the same",
      "one out of|of two|2|both",
      "second|extra|ghost|bogus|additional|separate [cloud|entra|synced|user|new] {account}|one",
      "second quarantined user",
      "made|makes|created|creates|made|got another|second|new one|{account}",
      "{not} [{still}] match|matches|matched|join|joins|joined|link|links|merge|merged",
      "instead of joining|matching|linking|merging",
      "expected a|the soft|hard match|join",
      "there are|is two|2|three|another",
      "as a guest",
      "^ guest .",
      "refuses|refused|blocks|blocked the hard|soft match",
      "{none} lines|line up",
    ],
    de: ["doppelt|doppelte|doppelter|zweimal|duplikat|duplikate", "zwei|zweites|zweiter|zweite {account}"],
    es: ["duplicado|duplicada|duplicados|duplicadas|doble", "dos veces", "dos|segunda|segundo {account}"],
  },
  name: {
    en: [
      "upn|upns|upn's|username|usernames|userprincipalname|userprincipalnames|displayname|sign-in-name",
      "user principal name",
      "sign-in|signin|logon|login|display|last|family|first|maiden|married|new|wrong|old name|names",
      "surname|lastname|renamed|rename|misspelled|misspelt",
      "name is|was|looks|stays [still] {wrong}|different|misspelled",
      "got|has married",
      "married .",
      "is|was|are|gets called|named",
      "he|she|it|they is|are x",
      "sign|signs|log|logs|signing in as|with x",
      "shows|show|appears|showing [up] as x",
      "{in} onmicrosoft [domain|name]",
      "x|onmicrosoft {in}|instead onmicrosoft [domain]",
      "gave|gives him|her|them|it {his} name",
      "came in as",
    ],
    de: [
      "anmeldename|anmeldenamen|benutzername|benutzernamen|anzeigename|anzeigenamen|nachname|nachnamen|umbenannt|geheiratet",
    ],
    es: ["nombre de usuario|inicio", "apellido|apellidos|renombrado|renombrada", "nombre para mostrar|mostrar"],
  },
  address: {
    en: [
      "alias|aliases|proxyaddress|proxyaddresses",
      "add|added|put|adding x to|on|as",
      "extra address|addresses",
      "mail|mails|email|emails to|from x {not} reach|reaches|arrive|arrives",
      "mail|mails|email|emails [still] goes|go out",
      "smtp|proxy|routing|e-mail|email|mail|primary|secondary|sip|old|new|wrong|her|his|their|second|reply address|addresses",
      "address|addresses … {not}|{wrong}|{gone}",
    ],
    de: ["alias|aliasse|mailadresse|mailadressen|e-mail-adresse|emailadresse|smtp-adresse|proxyadresse"],
    es: ["alias", "dirección|direcciones de|smtp correo|email"],
  },
  value: {
    en: [
      "{attribute} … {not}|{wrong}|jumps|jump|stuck|overwritten|flips|differs|different",
      "{not}|{wrong} [{his}] {attribute}",
      "got a|{his} new {attribute}",
      "change|changes|changed|update|updates|updated|edit|edits … {not} … reach|reaches|arrive|arrives|come|comes|sync|follow|flow|show|shows|appear|appears|take|synced",
      "{none}|no [of] [the] changes|updates … reach|reaches|arrive|come|appear",
      "{not} reach|reaches {cloud}",
      "{not} [{still}] follow|follows|update|updates|updated|flow|flows",
      "{cloud} still says|shows|has",
      "{cloud} says|shows … still",
      "{attribute} … changes|changing all|every|back|again",
      "stays|remains empty|blank",
      "{wrong} value|values|data|information|details",
      "still has|have|shows|show|says|carries {his} {wrong}",
      "stuck at",
    ],
    de: ["{attribute} … {not}|{wrong}", "{wrong} {attribute}", "änderung|änderungen … nicht"],
    es: ["{attribute} … {not}|{wrong}", "{wrong} {attribute}", "cambio|cambios … no"],
  },
  mailbox: {
    en: [
      "mailbox|mailboxes|inbox|exchangeguid",
      "{not} … receive|receives|get|gets|send|sends [any] mail|mails|email|emails|e-mail|e-mails",
      "no mail|mails|email|emails",
    ],
    de: ["postfach|postfächer", "keine mail|mails|e-mails|emails"],
    es: ["buzón|buzones", "no recibe|recibo|reciben … correo|correos"],
  },
  licence: {
    en: [
      "unlicensed",
      "{not}|without|needs|lost|missing [{still}] [{his}] [assigned] [e3|e5|f3|teams|office|m365] licence|licences|license|licenses|licensed",
      "licence|licences|license|licenses|licensing … {not}|{ill}|{gone}|wrong|unknown",
      "assign|assigned|assigning|remove|removed … licence|licences|license|licenses",
    ],
    de: ["lizenz|lizenzen|lizenziert"],
    es: ["licencia|licencias"],
  },
  "sign-in": {
    en: [
      "{not} [{still}] [able] [to] {sign}",
      "{sign} … {not}|fails|refused|blocked",
      "{in} {cloud} … locked|blocked",
      "locked|blocked out|from",
      "sign-in|signin|sign-ins|login|logins|logon … blocked|refused|fails|failed|failing|error|errors|{not}",
      "says|get|gets|gives|shows wrong|incorrect password",
      "account|she|he|x is|was blocked|disabled|locked",
      "signing in",
      "aadsts* {in} {cloud}",
      "kicked|thrown out",
    ],
    de: [
      "{not} [{still}] {sign}",
      "{sign} … {not}",
      "anmeldung|login geht|schlägt|funktioniert",
      "gesperrt|ausgesperrt",
    ],
    es: ["{not} … {sign}", "bloqueado|bloqueada"],
  },
  password: {
    en: ["password|passwords|pw|pws|pwd|passphrase|phs|*password", "password hash|hashes"],
    de: ["passwort|passwörter|kennwort|kennwörter"],
    es: ["contraseña|contraseñas"],
  },
  writeback: {
    en: [
      "writeback|write-back|sspr|sspr_*|self-service",
      "write|writes|written|writing back",
      "self service",
      "reset|resets|resetting|change|changes {his}|it|them|one [password] [again] on|in|from [the] [self-service] web|page|portal|online|website|browser",
      "resets|reset|changed [his|her|their] password|passwords … online|web|portal|cloud",
      "password reset|resets",
    ],
    de: ["rückschreiben|rückschreibung|zurückschreiben|zurückgeschrieben|kennwortzurücksetzung|passwortzurücksetzung"],
    es: ["escritura diferida", "autoservicio|reescritura"],
  },
  group: {
    en: [
      "{not} … in|of|into|to|from|on [the|his|her|our|that|this|any|a|x] [security|dynamic|mail-enabled|teams] {group}",
      "{group} … {not}|{gone}|empty|incomplete|wrong",
      "{not} [{still}] [a] member|members of",
      "{group} only has|lists|shows|contains",
      "member|members|membership|memberships … {not}|{gone}|{wrong}",
      "membership|memberships",
      "add|added|adding|put|remove|removed … to|into|in|from … {group}",
      "member of … {group}",
      "distribution list|lists|group|groups",
    ],
    de: [
      "gruppe|gruppen|gruppenmitgliedschaft|verteiler|verteilerliste|mitglied|mitgliedschaft … {not}|{gone}",
      "{not}|{gone} … {group}|mitglied",
    ],
    es: [
      "grupo|grupos|miembro|miembros|pertenencia … {not}|{gone}",
      "{not}|{gone} … {group}|miembro",
      "lista de distribución",
    ],
  },
  list: {
    en: [
      "address book|books|list|lists",
      "gal|people-picker|org-chart",
      "people picker|search",
      "global address",
      "hidden from",
      "{not} find|found|show|shows|see|appear|appears [up] … {in} outlook",
    ],
    de: ["adressbuch|adressliste|adresslisten|personensuche"],
    es: ["libreta de direcciones", "lista global|direcciones", "lista de direcciones"],
  },
  device: {
    en: [
      "hybrid join|joined|joins|joining",
      "hybrid-join|hybrid-joined|dsregcmd|autopilot|intune",
      "{device} … {not}|{gone}|pending|stale",
      "{not}|missing|pending|stale [{his}] {device}",
    ],
    de: ["{device} … {not}|{gone}", "{not}|{gone} … {device}"],
    es: ["{device} … {not}|{gone}", "{not}|{gone} … {device}"],
  },
  removed: {
    en: [
      "gone|vanish|vanishes|vanished|disappear|disappears|disappeared|wiped|purged|un-synced|leaver|leavers",
      "deleted|removed|delete|deletes|remove {his}|x|it|him|them|some|by|from|last|accidentally|yesterday|account",
      "was|were|been|got|gets|is|are deleted|removed",
      "kicked him|her|them|it out",
      "left the|us|our company|firm|organisation|organization",
    ],
    de: ["weg|verschwunden|verschwindet|gelöscht|ausgeschieden"],
    es: ["desaparecido|desaparecida|desapareció|eliminado|eliminada|borrado|borrada"],
  },
  engine: {
    en: [
      "{engine} … {ill}",
      "{ill} … {engine}",
      "is [currently] busy",
      "says|shows|is [it|them] disconnected|offline|unhealthy|inactive",
      "{engine} … {not} … start|come|run|work|works|running|working|connect|complete|finish|communicate",
      "{not} [{still}] start|open|connect [{his}] {engine}|service",
      "nothing|nobody [{still}] syncs|sync|synced|arrives|comes",
      "{none} … syncs|sync",
      "import|imports|connect|sync nothing",
      "gets|get no changes|updates",
      "last|latest run|cycle|sync [in|of] … is",
      "event|events 1*|2*|5*|6*|7*|9*",
      "events on|in",
      "connect health",
      "health service|agent",
      "staging mode",
      "access is denied",
      "last directory sync more",
      "unable to communicate",
      "access … denied … {engine}",
      "server … 100%",
      "modal dialog",
      "agentsignalingerror|noactiveagents",
    ],
    de: [
      "{ill} [in|im] [cloud] {engine}|portal",
      "portal zeigt … {ill}",
      "nichts|niemand [wird|mehr] synchronisiert",
      "synchronisiert nicht|nichts",
    ],
    es: ["{engine} [ya] no arranca|inicia|funciona", "nada|nadie se sincroniza"],
  },
};

/** What a topic's words also name without a complaint about it; cut from a clause before the phrases are tried. */
const NAMES_OTHERS: readonly string[] = [
  "{not} [please] send|share|tell|mail|email|post|paste [me|us|any|your|the] password|passwords",
  "group policy|policies|filtering|company|companies|holding|head|headquarters|management",
  "pilot group|groups",
  "password|passwords of|for [the|our|its|a] sync|service|connector|cloud|admin|msol*|aad*|connect|engine|agent|gmsa [account|accounts]",
  "service|sync|connector|admin|msol*|gmsa|connect|agent|computer|machine|krbtgt [account|account's|accounts] password|passwords",
  "password that could expire",
  "password expired|expires",
  "password hash synchronization is on|enabled",
  "same|identical upn",
  "mailbox account|accounts|user|users|server|servers|database|stuff",
  "no group|user|contact .",
  "server is|was gone|removed",
  "logon failure|type|as",
  "password … not changed|rotated|touched",
  "can't|cant|cannot|couldn't find|see [in|on] [the] [portal] what|why|how|any|anything|out|where|in|on",
  "{not} exist|exists|found … {in} ad|directory",
  "group|device|user writeback",
  "{sign} [to|into] [the] [entra|azure|ad|azure ad] connect|sync|server|portal",
  "error|alert|warning mail|mails|email|emails|report",
  "no|any|without [sync|export|single] error|errors",
  "sync|dirsync|export error|errors on [his|her|the|it|that|this|their] [user|account|object]",
  "login timeouts",
  "address space|range|ranges",
  "ip|mac|web|company address|addresses",
  "data|attribute or value",
  "user names",
  "service account|accounts",
];
/** A clause that says that something is well complains of nothing, unless it denies it. */
const WELL: readonly string[] = [
  "fine|ok|okay|healthy|green|clean|cleanly|perfect|perfectly|correct|works|worked|success|successful|successfully|bien|correcto|funktioniert|funciona",
  "in order|ordnung",
  "is|are|looks|all right|well",
  "come|comes|came|arrive|arrives|arrived|follow|follows|synced over|fine|again|through",
  "is|are|was|were|and licensed",
  "sync|syncs again",
];
const DENIED: readonly string[] = ["{not}|{ill}|except|only|instead|still|now"];
/** Topics that say what of a person is missing; beside one of them in a clause the person is not what is missing. */
const OF_A_PERSON: readonly Topic[] = [
  "address",
  "value",
  "mailbox",
  "licence",
  "sign-in",
  "password",
  "writeback",
  "list",
];

const compiled = (phrases: Phrases): RegExp[] =>
  Object.values(phrases)
    .flat()
    .map((p) => patternOf(p));
const PATTERNS = new Map<Topic, readonly RegExp[]>(TOPICS.map((t) => [t, compiled(PHRASES[t])]));
const OTHERS = NAMES_OTHERS.map((p) => patternOf(p)),
  WELLS = WELL.map((p) => patternOf(p)),
  DENIALS = DENIED.map((p) => patternOf(p));

const says = (clause: string, patterns: readonly RegExp[]): boolean => patterns.some((p) => p.test(clause));

interface Mention {
  readonly topic: Topic;
  readonly at: number;
}
function mentionsIn(clause: string): Mention[] {
  if (says(clause, WELLS) && !says(clause, DENIALS)) return [];
  const own = OTHERS.reduce((text, p) => text.replace(p, "x "), clause);
  const found = TOPICS.flatMap((topic): Mention[] => {
    const positions = (PATTERNS.get(topic) ?? []).map((p) => own.search(p)).filter((at) => at >= 0);
    return positions.length === 0 ? [] : [{ topic, at: Math.min(...positions) }];
  });
  // "Her mailbox isn't there" misses no person, nor does "she isn't in the group"; "the group isn't there" does.
  const ofAPerson = found.some(({ topic }) => OF_A_PERSON.includes(topic)),
    group = found.find(({ topic }) => topic === "group")?.at ?? -1;
  return found.filter((m) => m.topic !== "missing" || !(ofAPerson || group >= m.at)).sort((a, b) => a.at - b.at);
}

/** The topics of an ask in the order of its text, each once; empty where it says no more than a name. */
export const topicsOf = (text: string): Topic[] => [
  ...new Set(
    clausesOf(text)
      .flatMap(mentionsIn)
      .map((m) => m.topic),
  ),
];

/** Every word that a phrase uses, in small letters. */
export const COMPLAINT_WORDS: ReadonlySet<string> = wordsOf([
  ...Object.values(SETS),
  ...Object.values(PHRASES).flatMap((p) => Object.values(p).flat()),
]);
