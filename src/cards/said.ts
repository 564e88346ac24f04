/** Short answers to messages that are about nobody: thanks, what was not understood, what is not done here, what a code means, who decides. */
import { roleName, speaker, wordsIn, type Deciders, type Language, type RiskClass, type Words } from "../domain";
import type { Meaning } from "../intents/explain";
import type { Intent, Message } from "../intents/intent";
import { WISHES, type Wish, type WishId } from "../intents/wishes";
import { titleOf } from "../triage/words";
import { isPressable, lookForButton, sayButton } from "./intents";
import { noticeIn } from "./notice";
import type { Card } from "./render";

const WORDS = {
  welcome: { en: "You are welcome", de: "Gern geschehen" },
  again: { en: "Name the next person whenever you like.", de: "Nennen Sie jederzeit die nächste Person." },
  unclear: { en: "That I did not understand", de: "Das habe ich nicht verstanden" },
  asWritten: { en: "You wrote: {text}", de: "Sie schrieben: {text}" },
  didNothing: {
    en: "I looked for nobody and did nothing. Name a person by sign-in name, account or whole name, or choose what you meant:",
    de: "Ich habe niemanden gesucht und nichts getan. Nennen Sie eine Person mit Anmeldename, Konto oder ganzem Namen, oder wählen Sie, was Sie meinten:",
  },
  notHere: { en: "That is not done here", de: "Das geschieht hier nicht" },
  more: { en: "More: {link}", de: "Mehr: {link}" },
  meaning: { en: "What it means", de: "Was es bedeutet" },
  unknown: {
    en: "{term}: I do not know it. It stands neither among the errors of synchronization nor among the codes of sign-in that I know.",
    de: "{term}: Das kenne ich nicht. Es steht weder unter den Synchronisierungsfehlern noch unter den Anmeldecodes, die ich kenne.",
  },
  known: { en: "{term}: {is}", de: "{term}: {is}" },
  knownError: {
    en: "{term}: an error of synchronization; I know where it belongs, and no text about it.",
    de: "{term}: ein Synchronisierungsfehler; ich weiß, wohin er gehört, und habe keinen Text dazu.",
  },
  causes: { en: "It may come from: {causes}.", de: "Er kann daher kommen: {causes}." },
  look: { en: "Look at: {look}", de: "Sehen Sie nach: {look}" },
  name: {
    en: "Name the person it happened to, and I find out which of them it is.",
    de: "Nennen Sie die Person, bei der er auftrat, und ich finde heraus, was davon zutrifft.",
  },
  approvers: { en: "Who may approve", de: "Wer genehmigen darf" },
  right: { en: "{risk}: {who}. {people}", de: "{risk}: {who}. {people}" },
  nobody: { en: "nobody is set", de: "niemand ist festgelegt" },
  people: {
    en: "{count, plural, one {One person} other {# people}}{requester, select, no {, not whoever asked for it} other {}}.",
    de: "{count, plural, one {Eine Person} other {# Personen}}{requester, select, no {, nicht wer es angefragt hat} other {}}.",
  },
  asked: {
    en: "I read these rights anew at every click; a role that is only eligible has to be activated first.",
    de: "Diese Rechte lese ich bei jedem Klick neu; eine nur berechtigte Rolle muss zuerst aktiviert werden.",
  },
  group: { en: "members of the group {id}", de: "Mitglieder der Gruppe {id}" },
  role: { en: "the directory role {id}", de: "die Verzeichnisrolle {id}" },
} as const satisfies Readonly<Record<string, Words>>;

/** To thanks, and to a farewell. */
export function welcomeCard(language: Language): Card {
  const say = speaker(WORDS, language);
  return noticeIn(language, { tone: "good", title: say("welcome"), lines: [say("again")] });
}
const shortened = (text: string): string => (text.length > 200 ? `${text.slice(0, 199)}…` : text);
/** A person that the message may name by itself: it is one word or two. */
const nameIn = (body: string): string | undefined => {
  const words = body.replace(/[?!.]+$/u, "").split(/\s+/u);
  return words.length <= 3 && words.some((w) => /\p{L}{2}/u.test(w)) ? words.join(" ") : undefined;
};
/** What was not understood, with the likeliest meanings as buttons. It claims nothing of anybody. */
export function unclearCard({ body, likely }: Pick<Message, "body" | "likely">, language: Language): Card {
  const say = speaker(WORDS, language),
    name = nameIn(body),
    meant = likely.filter((i: Intent) => isPressable(i)).map((i) => sayButton(i, language));
  return noticeIn(language, {
    tone: "warning",
    title: say("unclear"),
    lines: [say("asWritten", { text: shortened(body) }), say("didNothing")],
    buttons: [...(name === undefined ? [] : [lookForButton(name, language)]), ...meant].slice(0, 3),
  });
}
/** A wish that nothing here grants: what does, and a button for whoever was named. */
export function wishCard(wish: WishId, names: readonly string[], language: Language): Card {
  const say = speaker(WORDS, language),
    { says, instead, link }: Wish = WISHES[wish];
  return noticeIn(language, {
    tone: "warning",
    title: say("notHere"),
    lines: [
      wordsIn(says, language),
      ...(instead === undefined ? [] : [wordsIn(instead, language)]),
      ...(link === undefined ? [] : [say("more", { link })]),
    ],
    buttons:
      names.length > 0 ? names.slice(0, 2).map((n) => lookForButton(n, language)) : [sayButton("help", language)],
  });
}
/** Causes beyond these are left to the triage of a person. */
const MOST_CAUSES = 4;
/** A code as it was asked for, with the name that the vendor gives it. */
const calledIn = ({ term, name }: Meaning): string =>
  term.toLowerCase() === name.toLowerCase() ? name : `${term} · ${name}`;
/** What errors, codes and terms mean. */
export function explainCard(meanings: readonly Meaning[], language: Language): Card {
  const say = speaker(WORDS, language),
    list = (texts: readonly string[]): string => new Intl.ListFormat(language, { type: "disjunction" }).format(texts);
  const linesOf = (m: Meaning): string[] => {
    if (!m.known) return [say("unknown", { term: m.term })];
    const causes = m.causes.slice(0, MOST_CAUSES).map((c) => titleOf(c, language));
    return [
      m.is === undefined
        ? say("knownError", { term: m.name })
        : say("known", { term: m.name, is: wordsIn(m.is, language) }),
      ...(causes.length === 0 ? [] : [say("causes", { causes: list(causes) })]),
      ...(m.look === undefined ? [] : [say("look", { look: wordsIn(m.look, language) })]),
      ...(m.link === undefined ? [] : [say("more", { link: m.link })]),
    ];
  };
  const isError = meanings.some((m) => m.causes.length > 0);
  return noticeIn(language, {
    tone: "accent",
    title: say("meaning"),
    who: meanings.map(calledIn).join(", "),
    lines: [...meanings.slice(0, 3).flatMap(linesOf), ...(isError ? [say("name")] : [])],
    buttons: isError ? [sayButton("errors", language)] : [],
  });
}

const RISKS: Readonly<Record<RiskClass, Words>> = {
  trigger: { en: "What only starts something (a cycle, a service)", de: "Was nur etwas anstößt (Zyklus, Dienst)" },
  write: { en: "What writes attributes or places", de: "Was Attribute oder Orte schreibt" },
  grave: { en: "What deletes or ties identities", de: "Was löscht oder Identitäten verbindet" },
};
/** Who may decide what, by class of risk. */
export function approversCard(deciders: readonly Deciders[], language: Language): Card {
  const say = speaker(WORDS, language),
    list = (texts: readonly string[]): string => new Intl.ListFormat(language, { type: "disjunction" }).format(texts);
  const whoOf = ({ roles, groups }: Deciders): string => {
    const all = [
      ...roles.map((id) => roleName(id) ?? say("role", { id })),
      ...groups.map((id) => say("group", { id })),
    ];
    return all.length === 0 ? say("nobody") : list(all);
  };
  return noticeIn(language, {
    tone: "accent",
    title: say("approvers"),
    lines: [
      ...deciders.map((d) =>
        say("right", {
          risk: wordsIn(RISKS[d.risk], language),
          who: whoOf(d),
          people: say("people", { count: d.people, requester: d.requesterMay ? "yes" : "no" }),
        }),
      ),
      say("asked"),
    ],
  });
}
