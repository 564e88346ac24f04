import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { CHAIN_START, chainLine, readChainLine, type Head } from "../../src/domain/chain";

const sha256 = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");
/** `n` lines, each after the one before. */
function lines(n: number): string[] {
  let head: Head = CHAIN_START;
  return Array.from({ length: n }, (_, i) => {
    const made = chainLine({ what: `entry ${i + 1}` }, head, sha256);
    head = made.head;
    return made.line;
  });
}
/** Numbers (from 1) and faults of the lines that do not hold. */
function faultsOf(all: readonly string[]): [number, string][] {
  let head: Head = CHAIN_START;
  return all.flatMap((line, i): [number, string][] => {
    const read = readChainLine(line, head, sha256);
    head = read.head;
    return read.fault === undefined ? [] : [[i + 1, read.fault]];
  });
}
describe("the chain", () => {
  it("gives back each entry as it was given, and the last head", () => {
    const first = chainLine({ what: "ü \n x" }, CHAIN_START, sha256),
      second = chainLine({ what: "b" }, first.head, sha256);
    assert.deepEqual(readChainLine(first.line, CHAIN_START, sha256), { entry: { what: "ü \n x" }, head: first.head });
    assert.equal(second.head.n, 2);
    assert.ok(!first.line.includes("\n"));
  });
  it("D1: a line's hash depends on the one before", () => {
    const other = chainLine({ what: "entry 2" }, { n: 1, hash: "0".repeat(64) }, sha256);
    assert.notEqual(lines(2)[1], other.line);
    assert.notEqual(JSON.parse(lines(2)[1]!).hash, other.head.hash);
  });
  const tampers: Record<string, [(l: string[]) => string[], [number, string][]]> = {
    nothing: [(l) => l, []],
    "one changed": [(l) => l.map((x) => x.replace("entry 3", "entry 9")), [[3, "was changed"]]],
    "one changed with its own hash made anew": [
      (l) => l.with(2, chainLine({ what: "entry 9" }, { n: 2, hash: JSON.parse(l[1]!).hash as string }, sha256).line),
      [[4, "does not follow the entry before it"]],
    ],
    "one left out": [(l) => l.toSpliced(2, 1), [[3, "does not follow the entry before it"]]],
    "the first left out": [(l) => l.slice(1), [[1, "does not follow the entry before it"]]],
    "one put in": [
      (l) => l.toSpliced(2, 0, l[0]!),
      [
        [3, "does not follow the entry before it"],
        [4, "does not follow the entry before it"],
      ],
    ],
    "two exchanged": [
      (l) => [l[0]!, l[1]!, l[3]!, l[2]!, l[4]!],
      [3, 4, 5].map((n) => [n, "does not follow the entry before it"]),
    ],
    "one cut": [
      (l) => l.with(2, l[2]!.slice(0, 20)),
      [
        [3, "is not a whole entry"],
        [4, "does not follow the entry before it"],
      ],
    ],
    "one no object": [
      (l) => l.with(2, "[1]"),
      [
        [3, "is not a whole entry"],
        [4, "does not follow the entry before it"],
      ],
    ],
  };
  for (const [what, [tamper, faults]] of Object.entries(tampers))
    it(`D1: names what does not hold: ${what}`, () => assert.deepEqual(faultsOf(tamper(lines(5))), faults));
});
