/** `POST /$batch` (Graph reference §14.2): at most 20 items, side by side or in a strict sequence. */
import { z } from "zod";
import { badRequest } from "./failure";
import type { Reply } from "./emulator";

const batch = z
  .object({
    requests: z
      .array(
        z
          .object({
            id: z.string().min(1),
            method: z.string(),
            url: z.string(),
            headers: z.record(z.string()).optional(),
            body: z.unknown().optional(),
            dependsOn: z.array(z.string()).optional(),
          })
          .strict(),
      )
      .min(1)
      .max(20),
  })
  .strict();
type Serve = (
  method: string,
  target: string,
  headers: Readonly<Record<string, string>>,
  body: unknown,
) => Promise<Reply>;

/** Runs the items; the answer is 200 even where items fail, a failed predecessor gives 424. Throws GraphFailure 400 for a malformed batch. */
export async function runBatch(version: string, body: unknown, serve: Serve): Promise<Reply> {
  const checked = batch.safeParse(body);
  if (!checked.success)
    throw badRequest(
      `Invalid batch payload format: ${checked.error.issues[0]!.path.join(".")} ${checked.error.issues[0]!.message}`,
    );
  const items = checked.data.requests;
  const ids = new Set<string>();
  for (const item of items) {
    if (ids.has(item.id)) throw badRequest(`The request id '${item.id}' is used twice.`);
    for (const before of item.dependsOn ?? [])
      if (!ids.has(before))
        throw badRequest(`The request '${item.id}' depends on '${before}', which does not come before it.`);
    ids.add(item.id);
    if (/^https?:/i.test(item.url)) throw badRequest("The url of a batch item is relative.");
    if (
      item.body !== undefined &&
      !Object.entries(item.headers ?? {}).some(([n, v]) => n.toLowerCase() === "content-type" && v.includes("json"))
    )
      throw badRequest(`Request '${item.id}' has a body and needs the header Content-Type.`);
  }
  const running = new Map<string, Promise<Reply>>();
  for (const item of items) {
    running.set(
      item.id,
      (async (): Promise<Reply> => {
        const before = await Promise.all((item.dependsOn ?? []).map((id) => running.get(id)!));
        if (before.some((r) => r.status >= 400))
          return {
            status: 424,
            body: {
              error: {
                code: "FailedDependency",
                message: "The request failed because a request that it depends on failed.",
              },
            },
          };
        const headers = Object.fromEntries(Object.entries(item.headers ?? {}).map(([n, v]) => [n.toLowerCase(), v]));
        return serve(item.method.toUpperCase(), `/${version}/${item.url.replace(/^\/+/, "")}`, headers, item.body);
      })(),
    );
  }
  const responses = await Promise.all(
    items.map(async (item) => {
      const reply = await running.get(item.id)!;
      return {
        id: item.id,
        status: reply.status,
        headers: { "Content-Type": "application/json", ...reply.headers },
        ...(reply.raw !== undefined ? { body: reply.raw } : reply.body === undefined ? {} : { body: reply.body }),
      };
    }),
  );
  return { status: 200, body: { responses: responses.reverse() } };
}
