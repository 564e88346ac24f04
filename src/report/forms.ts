/** The forms in which a report is handed out as a file. */
import type { Words } from "../domain";
import { reportCsv } from "./csv";
import { reportHtml } from "./html";
import { reportMarkdown } from "./markdown";
import type { Report } from "./model";
import { withoutNames } from "./without-names";

export interface ReportForm {
  readonly title: Words;
  /** End of the file's name, without the dot. */
  readonly extension: string;
  /** The file's media type. */
  readonly type: string;
  readonly write: (r: Report) => string;
}
export const REPORT_FORMS = {
  html: {
    title: { en: "Web page, to read and print (HTML)", de: "Webseite, zum Lesen und Drucken (HTML)" },
    extension: "html",
    type: "text/html",
    write: reportHtml,
  },
  markdown: {
    title: { en: "Markdown, for a wiki or a ticket", de: "Markdown, für ein Wiki oder ein Ticket" },
    extension: "md",
    type: "text/markdown",
    write: reportMarkdown,
  },
  csv: {
    title: { en: "Table for a spreadsheet (CSV)", de: "Tabelle für eine Tabellenkalkulation (CSV)" },
    extension: "csv",
    type: "text/csv",
    write: reportCsv,
  },
  json: {
    title: { en: "Data for programs (JSON)", de: "Daten für Programme (JSON)" },
    extension: "json",
    type: "application/json",
    write: (r) => `${JSON.stringify(r, null, 2)}\n`,
  },
  share: {
    title: {
      en: "Without names, for a forum or Microsoft support",
      de: "Ohne Namen, für ein Forum oder den Microsoft-Support",
    },
    extension: "md",
    type: "text/markdown",
    write: (r) => reportMarkdown(withoutNames(r)),
  },
} as const satisfies Readonly<Record<string, ReportForm>>;
export type ReportFormId = keyof typeof REPORT_FORMS;
export const REPORT_FORM_IDS = Object.keys(REPORT_FORMS) as [ReportFormId, ...ReportFormId[]];
