/**
 * Preloaded into a process of the product (`--import`): numbers each durable write below the folders in CRASH_FOLDERS and each
 * message, order and effect that leaves the process, and ends it with SIGKILL at the number that it is told. The product knows nothing of it.
 */
import { writeFileSync } from "node:fs";
import fs from "node:fs/promises";
import http from "node:http";
import { basename, dirname } from "node:path";
import type { CrashReport, KillOrder } from "./report";

const FOLDERS = (process.env["CRASH_FOLDERS"] ?? "").split("\n").filter((f) => f !== ""),
  REPORT = process.env["CRASH_REPORT"] ?? "";
let killAt = Number(process.env["CRASH_AT"] ?? 0),
  reached = 0,
  points: string[] = [];
/** A message to Teams on its way; `recorded`: a durable write ended after its answer was handed over, so the process could know of it after a crash. */
interface Sent {
  readonly body: string;
  answered: boolean;
  recorded: boolean;
}
let sent: Sent[] = [];

function point(at: string): void {
  reached += 1;
  points.push(at);
  if (reached === killAt) die(at);
}
function die(at: string): never {
  const unknown = sent.filter((s) => !s.recorded).map((s) => s.body);
  writeFileSync(REPORT, JSON.stringify({ at, number: reached, unknown } satisfies CrashReport));
  process.kill(process.pid, "SIGKILL");
  // The signal may reach another thread first: nothing more happens on this one.
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_000);
}
process.on("message", (order: KillOrder) => {
  if (order.kind === "points") process.send?.({ kind: "points", points });
  if (order.kind !== "arm") return;
  [killAt, reached, points, sent] = [order.at, 0, [], []];
});
process.on("disconnect", () => process.exit(0));

const isWatched = (path: string): boolean =>
  FOLDERS.some((folder) => path.startsWith(folder)) && !/lock/.test(basename(path));
const durable = (): void => {
  for (const s of sent) if (s.answered) s.recorded = true;
};
/** What a write is, by its path and the state or kind that its text names. */
function nameOf(path: string, text: unknown): string {
  const file = basename(path).replace(/\.new$/, ""),
    place = /^[0-9a-f]{40}\.json$/.test(file) ? basename(dirname(path)) : file.replace(/\.jsonl?$/, "");
  const first = /"(?:state|kind|what)":"([^"]+)"/.exec(String(text))?.[1];
  return first === undefined ? place : `${place} ${first}`;
}

const paths = new WeakMap<object, string>(),
  names = new Map<string, string>();
const { open, rename, truncate, writeFile, appendFile, rm, unlink } = fs;
type Write = (this: fs.FileHandle, data: string | Uint8Array, ...more: never[]) => Promise<void>;
let patched = false;
function patchHandles(handle: fs.FileHandle): void {
  if (patched) return;
  patched = true;
  const proto = Object.getPrototypeOf(handle) as Record<"appendFile" | "writeFile" | "truncate", Write>;
  for (const method of ["appendFile", "writeFile"] as const) {
    const original = proto[method];
    proto[method] = async function (data, ...more) {
      const path = paths.get(this);
      if (path === undefined) return original.call(this, data, ...more);
      const name = nameOf(path, data);
      names.set(path, name);
      point(`${name}: before`);
      // Half a line is what a power cut or a full disk leaves; a new file beside the old one hides it.
      if (!path.endsWith(".new") && reached + 1 === killAt)
        await original.call(this, String(data).slice(0, Math.ceil(String(data).length / 2)), ...more);
      if (!path.endsWith(".new")) point(`${name}: half`);
      await original.call(this, data, ...more);
      durable();
      point(`${name}: after`);
    };
  }
  const cut = proto.truncate;
  proto.truncate = async function (...of) {
    if (paths.has(this)) point(`${nameOf(paths.get(this)!, "")}: before truncate`);
    return cut.apply(this, of);
  };
}
Object.assign(fs, {
  open: async (...of: Parameters<typeof open>) => {
    const handle = await open(...of),
      path = String(of[0]);
    patchHandles(handle);
    if (isWatched(path) && /[awx+]/.test(String(of[1] ?? "r"))) paths.set(handle, path);
    return handle;
  },
  rename: async (from: string, to: string) => {
    if (!isWatched(to)) return rename(from, to);
    const name = names.get(from) ?? nameOf(to, "");
    point(`${name}: before rename`);
    await rename(from, to);
    durable();
    point(`${name}: renamed`);
  },
  truncate: async (...of: Parameters<typeof truncate>) => {
    if (isWatched(String(of[0]))) point(`${nameOf(String(of[0]), "")}: before truncate`);
    return truncate(...of);
  },
  ...Object.fromEntries(
    Object.entries({ writeFile, appendFile }).map(([name, original]) => [
      name,
      async (path: string, data: string, ...more: never[]) => {
        if (!isWatched(String(path))) return (original as (...x: unknown[]) => Promise<void>)(path, data, ...more);
        point(`${nameOf(path, data)}: before`);
        await (original as (...x: unknown[]) => Promise<void>)(path, data, ...more);
        durable();
        point(`${nameOf(path, data)}: after`);
      },
    ]),
  ),
  ...Object.fromEntries(
    Object.entries({ rm, unlink }).map(([name, original]) => [
      name,
      async (path: string, ...more: never[]) => {
        if (isWatched(String(path))) point(`${nameOf(String(path), "")}: before removal`);
        return (original as (...x: unknown[]) => Promise<void>)(path, ...more);
      },
    ]),
  ),
});

/** What leaves over `node:http`: messages to Teams, and orders through the relay. */
const TEAMS_PATH = /^\/v3\/conversations\//,
  ORDER_PATH = /\/commands$/;
const request = http.request;
http.request = ((...of: unknown[]) => {
  const made = (request as (...x: unknown[]) => ReturnType<typeof request>)(...of);
  const name = TEAMS_PATH.test(made.path) ? `message ${made.method}` : ORDER_PATH.test(made.path) ? "order" : undefined;
  if (name === undefined) return made;
  const chunks: string[] = [],
    mine: Sent = {
      get body() {
        return chunks.join("");
      },
      answered: false,
      recorded: made.method !== "POST" || name === "order",
    };
  const { write, end, emit } = made;
  const keep = (chunk: unknown): void => {
    if (typeof chunk === "string" || chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk).toString("utf8"));
  };
  made.write = ((chunk: unknown, ...more: never[]) => {
    keep(chunk);
    return (write as (...x: unknown[]) => boolean).call(made, chunk, ...more);
  }) as typeof write;
  made.end = ((chunk: unknown, ...more: never[]) => {
    keep(chunk);
    point(`${name}: before`);
    sent.push(mine);
    return (end as (...x: unknown[]) => typeof made).call(made, chunk, ...more);
  }) as typeof end;
  made.emit = ((event: string, ...more: never[]) => {
    if (event === "response") {
      point(`${name}: answered`);
      mine.answered = true;
    }
    return emit.call(made, event, ...more);
  }) as typeof emit;
  return made;
}) as typeof request;

/** What leaves over `fetch`: writes to Graph, and what the agent has its host do. */
const { fetch } = globalThis;
globalThis.fetch = async (input, init) => {
  const method = init?.method ?? "GET",
    path = new URL(input instanceof Request ? input.url : String(input)).pathname;
  const effect = path === "/execute" || (method !== "GET" && /^\/(v1\.0|beta)\/(?!\$batch)/.test(path));
  if (!effect) return fetch(input, init);
  const name = path === "/execute" ? "host" : `cloud ${method}`;
  point(`${name}: before`);
  const answer = await fetch(input, init);
  point(`${name}: answered`);
  return answer;
};
