/**
 * The second part of `npm run e2e`: every state of every card in three themes and two widths, folded and unfolded. Prints its size, then what is
 * wrong; ends with 1 where something is.
 */
import { Command } from "commander";
import { CARD_LIMIT, type Card } from "../../src/cards/render";
import { TERMINAL, tableOf } from "../../src/cli/terminal";
import { cardStates } from "../cards/states";
import { Easel, WIDTHS, type Drawn, type Width } from "./easel";
import { faultsOf, tooLong } from "./judge";
import { THEMES, type Theme } from "./themes";

const { card: wanted = [], json } = new Command("npm run e2e --")
  .option("--card <names...>", "the states whose names begin so, instead of all")
  .option("--json", "one JSON object a drawing, for machines")
  .parse()
  .opts<{ card?: string[]; json?: boolean }>();

interface Looked extends Drawn {
  readonly name: string;
  readonly theme: Theme;
  readonly width: Width;
  readonly bytes: number;
}
const bytesOf = (card: Card): number => Buffer.byteLength(JSON.stringify(card), "utf8");
async function lookAt(states: Readonly<Record<string, Card>>, easel: Easel): Promise<Looked[]> {
  const all: Looked[] = [];
  for (const [name, card] of Object.entries(states))
    for (const theme of THEMES)
      for (const width of Object.keys(WIDTHS) as Width[])
        all.push({ name, theme, width, bytes: bytesOf(card), ...(await easel.look(card, theme, width)) });
  return all;
}
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
      ...(l.theme === "light" && l.width === "desktop" ? tooLong(l) : []),
      ...(l.bytes > CARD_LIMIT ? [`${l.bytes} bytes, more than ${CARD_LIMIT}`] : []),
    ])
      where.set(`${l.name}: ${fault}`, [...(where.get(`${l.name}: ${fault}`) ?? []), `${l.theme} ${l.width}`]);
  return [...where].map(([fault, places]) => `${fault} (${places.join(", ")})`);
}

async function main(): Promise<number> {
  const states = Object.fromEntries(
    Object.entries(cardStates()).filter(([name]) => wanted.length === 0 || wanted.some((w) => name.startsWith(w))),
  );
  const easel = await Easel.open(process.env["CHROMIUM"] ?? "chromium");
  const all = await lookAt(states, easel).finally(() => easel.close());
  const wrong = wrongOf(all);
  if (json === true) for (const l of all) TERMINAL.out(JSON.stringify(l));
  else
    [
      ...sizesOf(all),
      "",
      `${all.length} drawings of ${Object.keys(states).length} states; wrong: ${wrong.length}.`,
      ...wrong,
    ].forEach(TERMINAL.out);
  return wrong.length > 0 ? 1 : 0;
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
