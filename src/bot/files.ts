/** The report as a file in personal chat: consent first, then the upload to where Teams says. */
import type { Activity, TurnContext } from "botbuilder";
import { z } from "zod";

const consent = z
  .object({
    action: z.enum(["accept", "decline"]),
    context: z.object({ caseId: z.string().min(1).max(200) }).strict(),
    uploadInfo: z
      .object({ uploadUrl: z.string().url(), contentUrl: z.string().url().optional(), name: z.string().optional() })
      .passthrough()
      .optional(),
  })
  .passthrough();
/** Where Teams lets files go to. */
const UPLOAD_HOST = /(^|\.)(sharepoint\.com|sharepoint\.us|svc\.ms|1drv\.com|onedrive\.com)$/i;
/** `sync-triage-<case>.html`: what the file is called where it is stored. */
export const reportName = (caseId: string): string =>
  `sync-triage-${caseId.replace(/[^A-Za-z0-9-]/g, "").slice(0, 12)}.html`;

/** Asks in the conversation whether the report, `size` bytes long, may be stored with the person's files. */
export async function offerReport(
  context: TurnContext,
  caseId: string,
  size: number,
  description: string,
): Promise<void> {
  await context.sendActivity({
    attachments: [
      {
        contentType: "application/vnd.microsoft.teams.card.file.consent",
        name: reportName(caseId),
        content: { description, sizeInBytes: size, acceptContext: { caseId }, declineContext: { caseId } },
      },
    ],
  });
}
/** Uploads the report where the person agreed; says in one sentence what became of it. `loopback`: this machine may be named as the place too. */
export async function takeUpload(
  activity: Activity,
  loopback: boolean,
  html: (caseId: string) => Promise<string>,
  say: (text: string) => Promise<void>,
): Promise<void> {
  const parsed = consent.safeParse(activity.value);
  if (!parsed.success) return say("This file request was not understood; ask for the report again.");
  if (parsed.data.action === "decline") return say("The report was not stored. Ask for it again whenever you like.");
  const target = parsed.data.uploadInfo?.uploadUrl,
    url = target === undefined ? undefined : new URL(target);
  if (url === undefined || !mayHold(url, loopback))
    return say("The report was not stored: the place that was named is not one of Teams'.");
  const stored = await upload(url, await html(parsed.data.context.caseId));
  await say(
    stored.ok ? "The report is stored." : `The report could not be stored (HTTP ${stored.status}); ask for it again.`,
  );
}
const mayHold = (url: URL, loopback: boolean): boolean =>
  (url.protocol === "https:" && UPLOAD_HOST.test(url.hostname)) ||
  (loopback && ["localhost", "127.0.0.1"].includes(url.hostname));
function upload(url: URL, html: string): Promise<Response> {
  const body = Buffer.from(html, "utf8");
  return fetch(url, {
    method: "PUT",
    body,
    headers: { "Content-Type": "text/html", "Content-Range": `bytes 0-${body.length - 1}/${body.length}` },
    redirect: "error",
  });
}
