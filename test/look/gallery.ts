/** The pictures of the README: the cards of one conversation in the lab, drawn as Teams does. Made anew by `npm run e2e -- --pictures`. */
import { join } from "node:path";
import type { Card } from "../../src/cards/render";
import { startLab } from "../../src/cli/lab";
import { buttonOf, cardOf, startFakeConnector, teamsClient, wordsOf, type Teams } from "../support/fake-connector";
import type { Easel, Width } from "./easel";
import type { Theme } from "./themes";

const PIOTR = "9bf67aa8-e855-5293-a8c8-8293b2b25382",
  /** He may approve in the world of the pictures. */
  FROM = { from: { id: `29:${PIOTR}`, aadObjectId: PIOTR, name: "Piotr Nowak" } },
  TENANT = "3f0c4b0e-9d6a-4f43-8f0a-0d1f7c2f5a10";

/** A card, the file that its picture is named by, and how it is drawn: in light on a desk, as it arrives, where nothing else is said. */
interface Picture {
  readonly name: string;
  readonly card: Card;
  readonly theme?: Theme;
  readonly width?: Width;
  /** The label of what is unfolded. */
  readonly unfold?: string;
}
/** One person's conversation; the newest card is the one that is pressed. */
class Conversation {
  #newest: { readonly card: Card; readonly on: string } | undefined;
  constructor(private readonly teams: Teams) {}
  /** Says it; the card that then says `words`. */
  async ask(text: string, words: string, locale = "en-US"): Promise<Card> {
    await this.teams.say(text, PIOTR, { ...FROM, locale });
    return this.await(words);
  }
  async await(words: string): Promise<Card> {
    const { body, activityId } = await this.teams.card(words);
    return this.now(cardOf(body) as Card, activityId);
  }
  /** Presses a button of the newest card; the card of the answer. */
  async press(verb: string, data: Record<string, unknown> = {}, inputs: object = {}): Promise<Card> {
    const { card, on } = this.#newest!,
      button = buttonOf(card, verb, data),
      answer = await this.teams.press(verb, { ...button.data, ...inputs }, on, PIOTR, FROM);
    return answer.type === "application/vnd.microsoft.card.adaptive" ? this.now(answer.value as Card, on) : card;
  }
  private now(card: Card, on: string): Card {
    this.#newest = { card, on };
    return card;
  }
}

/** The cards of the pictures, in the order of the conversation. */
async function picturesIn(talk: () => Conversation): Promise<Picture[]> {
  const chat = talk(),
    cause = await chat.ask("farah.siddiqui@contoso.com isn't in Microsoft 365", "The user's OU is not selected");
  const guide = await chat.press("walk"),
    step = await chat.press("walk-step", { event: "problem" });
  await chat.press("diagnosis");
  const choice = await chat.press("propose");
  await chat.press("choose-option");
  const approval = await chat.await("Waiting for a decision");
  await chat.press("approve", {}, { reason: "She belongs to Staff" });
  const done = await chat.await("Better"),
    report = await chat.press("report");
  const german = talk(),
    twin = await talk().ask("minh.tran@contoso.com is called something else in the cloud", "Minh Tran");
  return [
    { name: "cause", card: cause },
    { name: "cause-way", card: cause, unfold: "Way to the cloud" },
    { name: "cause-dark", card: cause, theme: "dark" },
    { name: "cause-phone", card: cause, width: "phone" },
    { name: "cause-contrast", card: cause, theme: "contrast" },
    { name: "side-by-side", card: twin, unfold: "Accounts side by side" },
    { name: "walk-overview", card: guide },
    { name: "walk", card: step },
    { name: "choice", card: choice },
    { name: "approval", card: approval },
    { name: "done", card: done },
    { name: "report", card: report },
    { name: "not-found", card: await talk().ask("nobody.there@contoso.com is missing", "Nobody by that name") },
    { name: "health", card: await talk().ask("is the sync healthy?", "Health of the synchronization") },
    { name: "german", card: await german.ask("mariam.toure@contoso.com fehlt", "Mariam", "de-DE") },
  ];
}
/** Writes a PNG for each picture into the folder; returns their names. */
export async function drawGallery(easel: Easel, folder: string): Promise<string[]> {
  const connector = await startFakeConnector(),
    lab = await startLab({
      scenario: join("test", "scenarios", "default.json"),
      port: 0,
      playground: false,
      root: process.cwd(),
    });
  let chats = 0;
  try {
    const pictures = await picturesIn(
      () =>
        new Conversation(
          teamsClient(connector, lab.messages, TENANT, { id: `a:gallery-${++chats}`, type: "personal" }),
        ),
    );
    for (const { name, card, theme = "light", width = "desktop", unfold } of pictures) {
      await easel.draw(card, theme, width);
      if (unfold !== undefined) await easel.press(unfold);
      await easel.picture(join(folder, `${name}.png`));
    }
    return pictures.map(({ name }) => name);
  } catch (error) {
    const newest = [...connector.messages.values()].slice(-3).map((m) => wordsOf(cardOf(m)).slice(0, 300));
    throw new Error(`The conversation of the pictures went another way; the newest cards: ${newest.join("\n—\n")}`, {
      cause: error,
    });
  } finally {
    await lab.close();
    await connector.stop();
  }
}
