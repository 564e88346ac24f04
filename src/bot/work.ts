/** Work that goes on after a message or a button was answered. Whatever fails is told in the conversation, once. */
import type { ConversationReference } from "botbuilder";
import { languageOfLocale, wordsIn, type Words } from "../domain";
import { notice } from "../cards/notice";
import { faultText } from "./answers";
import { kindOf, log } from "./log";
import type { Messages } from "./messages";

const FAILED: Words = { en: "That did not work", de: "Das hat nicht geklappt" };
/** All that goes on behind the answers of one bot. */
export class Work {
  readonly #running = new Set<Promise<void>>();
  readonly #named = new Set<string>();
  readonly #again = new Set<string>();
  constructor(private readonly messages: Messages) {}
  #isStopped = false;
  /** Starts `work` and returns at once. */
  after(reference: Partial<ConversationReference>, work: () => Promise<void>): void {
    this.#start(() =>
      work().catch(async (error: unknown) => {
        tell(error);
        if (this.#isStopped) return;
        const language = languageOfLocale(reference.locale);
        await this.messages.post(reference, notice(wordsIn(FAILED, language), faultText(error, language)));
      }),
    );
  }
  /** The same for work that no conversation waits for: its fault is logged only. */
  behind(work: () => Promise<void>): void {
    this.#start(work);
  }
  /** The same, unless work of this name is going on already. `free`: what is left of it no longer goes by the name. */
  once(name: string, reference: Partial<ConversationReference>, work: (free: () => void) => Promise<void>): void {
    if (this.#named.has(name)) return;
    this.#named.add(name);
    let isFree = false;
    const free = (): void => {
      if (!isFree) this.#named.delete(name);
      isFree = true;
    };
    this.after(reference, () => work(free).finally(free));
  }
  /** The same for work that no conversation waits for. */
  onceBehind(name: string, work: () => Promise<void>): void {
    if (this.#named.has(name)) return;
    this.#named.add(name);
    this.behind(() => work().finally(() => this.#named.delete(name)));
  }
  /** The same; where it is going on, it runs once more when it has ended, since it may have looked too early. */
  onceMoreBehind(name: string, work: () => Promise<void>): void {
    if (this.#named.has(name)) this.#again.add(name);
    else
      this.onceBehind(name, async () => {
        do {
          this.#again.delete(name);
          await work();
        } while (this.#again.has(name));
      });
  }
  /** Whether work of this name is going on. */
  isGoing(name: string): boolean {
    return this.#named.has(name);
  }
  /** The program ends: what fails from now on is told nowhere, and taken up after the next start. */
  stop(): void {
    this.#isStopped = true;
  }
  /** Resolves when nothing is going on any more. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }
  #start(work: () => Promise<void>): void {
    const running = work()
      .catch(tell)
      .finally(() => this.#running.delete(running));
    this.#running.add(running);
  }
}
const tell = (error: unknown): void => log({ level: "error", at: "work", ...kindOf(error) });
