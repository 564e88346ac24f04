/** The report as a file in a person's own chat: consent first, then the upload to where Teams says. */
import type { Activity, TurnContext } from "botbuilder";
import { z } from "zod";
import { speaker, type Language, type Words } from "../domain";
import { REPORT_FORM_IDS, REPORT_FORMS, type ReportFormId } from "../report/forms";

const consent = z
  .object({
    action: z.enum(["accept", "decline"]),
    context: z.object({ caseId: z.string().min(1).max(200), form: z.enum(REPORT_FORM_IDS) }).strict(),
    uploadInfo: z
      .object({ uploadUrl: z.string().url(), contentUrl: z.string().url().optional(), name: z.string().optional() })
      .passthrough()
      .optional(),
  })
  .passthrough();
/** Where Teams lets files go to. */
const UPLOAD_HOST = /(^|\.)(sharepoint\.com|sharepoint\.us|svc\.ms|1drv\.com|onedrive\.com)$/i;
/** `sync-triage-<case>.html`: what the file is called where it is stored. */
export const reportName = (caseId: string, form: ReportFormId): string =>
  `sync-triage-${caseId.replace(/[^A-Za-z0-9-]/g, "").slice(0, 12)}${form === "share" ? "-without-names" : ""}.${REPORT_FORMS[form].extension}`;

/** What is offered: `size` in bytes, `about` in one sentence. */
export interface Offer {
  readonly caseId: string;
  readonly form: ReportFormId;
  readonly size: number;
  readonly about: string;
}
/** Asks in the conversation whether the report may be stored with the person's files. */
export async function offerReport(context: TurnContext, { caseId, form, size, about }: Offer): Promise<void> {
  const what = { caseId, form };
  await context.sendActivity({
    attachments: [
      {
        contentType: "application/vnd.microsoft.teams.card.file.consent",
        name: reportName(caseId, form),
        content: { description: about, sizeInBytes: size, acceptContext: what, declineContext: what },
      },
    ],
  });
}
const WORDS = {
  strange: {
    en: "This file request was not understood; ask for the report again.",
    de: "Diese Dateianfrage war nicht zu verstehen; fordern Sie den Bericht erneut an.",
  },
  declined: {
    en: "The report was not stored. Ask for it again whenever you like.",
    de: "Der Bericht wurde nicht abgelegt. Sie können ihn jederzeit erneut anfordern.",
  },
  place: {
    en: "The report was not stored: the place that was named is not one of Teams'.",
    de: "Der Bericht wurde nicht abgelegt: Der genannte Ort gehört nicht zu Teams.",
  },
  stored: { en: "The report is stored: {name}", de: "Der Bericht ist abgelegt: {name}" },
  refused: {
    en: "The report could not be stored (HTTP {status}); ask for it again.",
    de: "Der Bericht konnte nicht abgelegt werden (HTTP {status}); fordern Sie ihn erneut an.",
  },
} as const satisfies Readonly<Record<string, Words>>;
/** What a consent needs: the file's text, and who is told in which language. */
export interface Upload {
  /** This machine may be named as the place too. */
  readonly loopback: boolean;
  readonly language: Language;
  readonly text: (caseId: string, form: ReportFormId) => Promise<string>;
  readonly say: (text: string) => Promise<void>;
}
/** Uploads the report where the person agreed; says in one sentence what became of it. */
export async function takeUpload(activity: Activity, { loopback, language, text, say }: Upload): Promise<void> {
  const words = speaker(WORDS, language),
    parsed = consent.safeParse(activity.value);
  if (!parsed.success) return say(words("strange"));
  if (parsed.data.action === "decline") return say(words("declined"));
  const { caseId, form } = parsed.data.context,
    target = parsed.data.uploadInfo?.uploadUrl,
    url = target === undefined ? undefined : new URL(target);
  if (url === undefined || !mayHold(url, loopback)) return say(words("place"));
  const stored = await upload(url, await text(caseId, form), REPORT_FORMS[form].type);
  await say(
    stored.ok ? words("stored", { name: reportName(caseId, form) }) : words("refused", { status: stored.status }),
  );
}
const mayHold = (url: URL, loopback: boolean): boolean =>
  (url.protocol === "https:" && UPLOAD_HOST.test(url.hostname)) ||
  (loopback && ["localhost", "127.0.0.1"].includes(url.hostname));
function upload(url: URL, text: string, type: string): Promise<Response> {
  const body = Buffer.from(text, "utf8");
  return fetch(url, {
    method: "PUT",
    body,
    headers: { "Content-Type": type, "Content-Range": `bytes 0-${body.length - 1}/${body.length}` },
    redirect: "error",
  });
}
