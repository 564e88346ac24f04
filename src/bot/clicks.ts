/** Clicks are answered in good time: the same click twice is one piece of work, and what takes long is shown in the conversation when it is there. */
import { speaker, type Language, type Words } from "../domain";
import type { Card } from "../cards/render";
import { notice } from "../cards/notice";
import { textAnswer, type Answer } from "./answers";
import type { Messages, Place } from "./messages";
import type { Work } from "./work";

const WORDS = {
  follows: {
    en: "Reading both sides; the answer follows here.",
    de: "Beide Seiten werden gelesen; die Antwort folgt hier.",
  },
  click: { en: "Your click", de: "Ihr Klick" },
  ready: {
    en: "It is ready now; press again to see it.",
    de: "Es ist jetzt fertig; drücken Sie noch einmal, um es zu sehen.",
  },
} as const satisfies Readonly<Record<string, Words>>;
/** Teams gives up on an invoke after some 10 s; a person wonders after two. */
const ANSWER_MS = 1_500;

/** The clicks that are being answered now. */
export class Clicks {
  /** Work dies with the process, so what is under way is kept nowhere else. */
  readonly #underWay = new Map<string, Promise<Answer>>();
  constructor(
    private readonly messages: Messages,
    private readonly work: Work,
    /** Whether a message there may show to everybody what was made for whoever pressed. */
    private readonly mayShow: (place: Place) => boolean,
    private readonly answerMs = ANSWER_MS,
  ) {}
  /** `key`: equal for the same click of the same person. `press` runs at most once at a time for one key. */
  async answer(key: string, place: Place, press: () => Promise<Answer>, language: Language): Promise<Answer> {
    const running = this.#underWay.get(key),
      pressed = running ?? press().finally(() => this.#underWay.delete(key));
    if (running === undefined) this.#underWay.set(key, pressed);
    const answer = await this.#inTime(pressed);
    if (answer !== undefined) return answer;
    if (running === undefined)
      this.work.after(place.reference, async () => this.#showLate(place, await pressed, language));
    return textAnswer(WORDS.follows, language);
  }
  async #inTime(pressed: Promise<Answer>): Promise<Answer | undefined> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), this.answerMs);
    });
    return Promise.race([pressed, late]).finally(() => clearTimeout(timer));
  }
  async #showLate(place: Place, answer: Answer, language: Language): Promise<void> {
    const say = speaker(WORDS, language);
    const card: Card | undefined = answer.type === "application/vnd.microsoft.card.adaptive" ? answer.value : undefined;
    if (card !== undefined && !this.mayShow(place))
      await this.messages.post(place.reference, notice(say("click"), say("ready")));
    else if (card !== undefined) await this.messages.update(place, card);
    else if (typeof answer.value === "string")
      await this.messages.post(place.reference, notice(say("click"), answer.value));
  }
}
