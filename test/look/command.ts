/**
 * The second part of `npm run e2e`: every state of every card in three themes and two widths, folded and unfolded; then the same states with values
 * that break cards, and the verdict and the plan of every world of the lab. Prints sizes, then what is wrong; ends with 1 where something is.
 */
import { join } from "node:path";
import { Command } from "commander";
import { CARD_LIMIT, type Card } from "../../src/cards/render";
import { TERMINAL, tableOf } from "../../src/cli/terminal";
import { PATHOLOGICAL } from "../cards/pathological";
import { cardStates } from "../cards/states";
import { Easel, WIDTHS, type Drawn, type Width } from "./easel";
import { drawGallery } from "./gallery";
import { faultsOf, tooLong } from "./judge";
import { THEMES, type Theme } from "./themes";
import { worldCards } from "./worlds";

const {
  card: wanted = [],
  json,
  pictures,
} = new Command("npm run e2e --")
  .option("--card <names...>", "the states whose names begin so, instead of all")
  .option("--pictures", "make the pictures of docs/images anew, and draw nothing else")
  .option("--json", "one JSON object a drawing, for machines")
  .parse()
  .opts<{ card?: string[]; json?: boolean; pictures?: boolean }>();

interface Looked extends Drawn {
  readonly name: string;
  readonly theme: Theme;
  readonly width: Width;
  readonly bytes: number;
  /** Of ordinary values: it should be a glance. */
  readonly ordinary: boolean;
}
type Cards = Readonly<Record<string, Card>>;
const bytesOf = (card: Card): number => Buffer.byteLength(JSON.stringify(card), "utf8");
const isWanted = (name: string): boolean => wanted.length === 0 || wanted.some((w) => name.startsWith(w));
/** Draws the wanted ones of the cards. */
async function lookAt(cards: Cards, easel: Easel, themes: readonly Theme[], ordinary: boolean): Promise<Looked[]> {
  const all: Looked[] = [];
  for (const [name, card] of Object.entries(cards).filter(([n]) => isWanted(n)))
    for (const theme of themes)
      for (const width of Object.keys(WIDTHS) as Width[])
        all.push({ name, theme, width, ordinary, bytes: bytesOf(card), ...(await easel.look(card, theme, width)) });
  return all;
}
/** Every state with each kind of odd values; a name begins with the card's. */
const oddCards = (): Cards =>
  Object.fromEntries(
    Object.entries(PATHOLOGICAL).flatMap(([kind, outside]) =>
      Object.entries(cardStates(outside)).map(([name, card]) => [`${name} (${kind})`, card]),
    ),
  );
/** A row a state, since themes do not change a size. */
function sizesOf(all: readonly Looked[]): string[] {
  const light = all.filter((l) => l.theme === "light"),
    of = (name: string, width: Width): Looked => light.find((l) => l.name === name && l.width === width)!;
  const rows = [...new Set(light.map((l) => l.name))].map((name) => {
    const { folded, unfolded, bytes } = of(name, "desktop"),
      phone = of(name, "phone").folded;
    return [folded.lines, folded.height, unfolded.lines, phone.lines, phone.height, bytes].map(String);
  });
  const names = [...new Set(light.map((l) => l.name))];
  return tableOf(
    ["card", "lines", "px", "unfolded lines", "phone lines", "phone px", "bytes"],
    rows.map((row, i) => [names[i]!, ...row]),
  );
}
/** What is wrong, a line a fault, with the themes and widths in which it is. */
function wrongOf(all: readonly Looked[]): string[] {
  const where = new Map<string, string[]>();
  for (const l of all)
    for (const fault of [
      ...faultsOf(l),
      ...(l.ordinary && l.theme === "light" && l.width === "desktop" ? tooLong(l) : []),
      ...(l.bytes > CARD_LIMIT ? [`${l.bytes} bytes, more than ${CARD_LIMIT}`] : []),
    ])
      where.set(`${l.name}: ${fault}`, [...(where.get(`${l.name}: ${fault}`) ?? []), `${l.theme} ${l.width}`]);
  return [...where].map(([fault, places]) => `${fault} (${places.join(", ")})`);
}

/** How many drawings of how many cards, and the largest of each figure, with the card that has it. */
function summaryOf(what: string, all: readonly Looked[]): string {
  const most = (width: Width, figure: (l: Looked) => number): string => {
    const [top] = all.filter((l) => l.width === width).sort((a, b) => figure(b) - figure(a));
    return top === undefined ? "none" : `${figure(top)} (${top.name})`;
  };
  const names = new Set(all.map((l) => l.name));
  return `${what}: ${names.size} cards, ${all.length} drawings; at most ${most("desktop", (l) => l.folded.lines)} lines and ${most("desktop", (l) => l.folded.height)} px on a desk, ${most("phone", (l) => l.folded.height)} px on a phone, ${most("phone", (l) => l.bytes)} bytes`;
}
async function main(): Promise<number> {
  const easel = await Easel.open(process.env["CHROMIUM"] ?? "chromium");
  try {
    if (pictures === true) {
      const names = await drawGallery(easel, join("docs", "images"));
      TERMINAL.out(`docs/images: ${names.join(", ")}`);
      return 0;
    }
    const plain = await lookAt(cardStates(), easel, THEMES, true),
      odd = await lookAt(oddCards(), easel, ["light"], false),
      worlds = await lookAt(await worldCards(isWanted), easel, ["light"], true);
    const all = [...plain, ...odd, ...worlds],
      wrong = wrongOf(all);
    if (json === true) for (const l of all) TERMINAL.out(JSON.stringify(l));
    else
      [
        ...sizesOf(plain),
        "",
        summaryOf("the states", plain),
        summaryOf("with values that break cards", odd),
        summaryOf("the worlds", worlds),
        `wrong: ${wrong.length}`,
        ...wrong,
      ].forEach(TERMINAL.out);
    return wrong.length > 0 ? 1 : 0;
  } finally {
    await easel.close();
  }
}
main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 2;
  },
);
