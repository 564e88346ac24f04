/** A report without names, to copy into a forum or to Microsoft support; and the places where people ask. */
import { speaker } from "../domain";
import type { Language, Words } from "../domain";
import type { Button, Head, Line } from "./blocks";
import template from "./share.template.json";
import { CARD_LIMIT, renderer, type Card } from "./render";

export interface ShareView {
  readonly language: Language;
  readonly head: Head;
  readonly lines: readonly Line[];
  readonly buttons: readonly Button[];
}
const WORDS = {
  title: { en: "Share without names", de: "Ohne Namen teilen" },
  says: {
    en: "Names, addresses, domains, ids, servers and numbers are replaced, the same value everywhere by the same word. What people wrote in their own words is left out. Read it before you post it.",
    de: "Namen, Adressen, Domänen, IDs, Server und Nummern sind ersetzt, derselbe Wert überall durch dasselbe Wort. Was Personen in eigenen Worten geschrieben haben, fehlt. Lesen Sie es vor dem Veröffentlichen.",
  },
  cut: {
    en: "The text is longer than a card: the end is only in the file.",
    de: "Der Text ist länger als eine Karte: Das Ende steht nur in der Datei.",
  },
  text: { en: "Text to copy (Markdown)", de: "Text zum Kopieren (Markdown)" },
  file: { en: "Send me this as a file", de: "Als Datei senden" },
  back: { en: "Back to the report", de: "Zurück zum Bericht" },
} as const satisfies Readonly<Record<string, Words>>;

const render = renderer<ShareView>(template);
const sizeOf = (value: unknown): number => new TextEncoder().encode(JSON.stringify(value)).length;
/** The part of a text that fits into so many bytes of JSON, in whole lines. */
function fitting(text: string, bytes: number): string {
  if (sizeOf(text) <= bytes) return text;
  const lines = text.split("\n");
  let kept = "";
  for (const line of lines) {
    if (sizeOf(`${kept}${line}\n`) > bytes) break;
    kept += `${line}\n`;
  }
  return kept;
}
/** `text`: the report without names, whole. Its lines must stay whole to be copied, so what does not fit is cut off, and the card says so. */
export function shareCard(caseId: string, text: string, language: Language = "en"): Card {
  const say = speaker(WORDS, language),
    view = (isCut: boolean): ShareView => ({
      language,
      head: { tone: "accent", state: "", title: say("title"), who: "" },
      lines: [say("says"), ...(isCut ? [say("cut")] : [])].map((line) => ({ text: line })),
      buttons: [
        { title: say("file"), style: "default", verb: "report-file", data: { id: caseId, form: "share" } },
        { title: say("back"), style: "default", verb: "report", data: { id: caseId } },
      ],
    });
  const input = (value: string): object => ({
    type: "Input.Text",
    id: "text",
    label: say("text"),
    isMultiline: true,
    value,
  });
  const room = CARD_LIMIT - sizeOf(render(view(true))) - sizeOf(input("")) - 2,
    shown = fitting(text, room),
    { body, ...card } = render(view(shown.length < text.length));
  return { ...card, body: [...body, input(shown)] } as unknown as Card;
}
