/** Which texts of the product stand in one language only: sentences in the source that are not beside their translation. */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import ts from "typescript";

const SRC = join(__dirname, "..", "..", "src");
/** Rooms whose texts people read on cards, in answers and in reports. */
export const ROOMS = [
  "domain",
  "identity",
  "guide",
  "checks",
  "remediations",
  "triage",
  "cards",
  "approvals",
  "cases",
  "bot",
];
/** Two words in a row, at least one of them small: no identifier, path or code. */
const SENTENCE = /\p{L}{2,}[,:;]?\s+(?:\p{Ll}{2,}|a|I)\b/u;
/** A way through the English menus of a portal. */
const MENU = /^[\w ]+(?: › [\w ]+)+$/;

export interface OneLanguage {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}
/** A person reads none of these: faults for whoever runs the product, names for machines, what is compared and not shown. */
function isSilent(node: ts.Node): boolean {
  for (let at = node.parent, from: ts.Node = node; at !== undefined; from = at, at = at.parent) {
    if (ts.isPropertyAssignment(at) && ["en", "de"].includes(at.name.getText())) return true;
    if (ts.isTaggedTemplateExpression(at) && /^(ps|ldap|odata)$/.test(at.tag.getText())) return true;
    if (ts.isNewExpression(at) && /Error$/.test(at.expression.getText())) return true;
    if (
      ts.isCallExpression(at) &&
      from !== at.expression &&
      /^(log|require|import|.*\.includes|.*\.startsWith|.*\.endsWith|.*\.split|assert.*)$/.test(at.expression.getText())
    )
      return true;
    // Of what is personal, logs show the label.
    if (ts.isCallExpression(at) && at.expression.getText() === "pii" && at.arguments[1] === from) return true;
    if (ts.isImportDeclaration(at) || ts.isExportDeclaration(at) || ts.isLiteralTypeNode(at)) return true;
    if (ts.isBinaryExpression(at) && /^[!=]==?$/.test(at.operatorToken.getText())) return true;
  }
  return false;
}
const textOf = (node: ts.Node): string | undefined =>
  ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)
    ? node.text
    : ts.isTemplateExpression(node)
      ? [node.head.text, ...node.templateSpans.map((s) => `…${s.literal.text}`)].join("")
      : undefined;
/** Every sentence of one file that has no translation beside it. */
export function oneLanguageIn(file: string): OneLanguage[] {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ES2022, true),
    found: OneLanguage[] = [];
  const visit = (node: ts.Node): void => {
    const text = textOf(node);
    if (text !== undefined && SENTENCE.test(text) && !MENU.test(text) && !isSilent(node))
      found.push({
        file: relative(SRC, file),
        line: source.getLineAndCharacterOfPosition(node.getStart()).line + 1,
        text,
      });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}
/** Every sentence of these rooms that has no translation beside it. */
export const oneLanguage = (rooms: readonly string[] = ROOMS): OneLanguage[] =>
  rooms.flatMap((room) =>
    readdirSync(join(SRC, room), { recursive: true, encoding: "utf8" })
      .filter((f) => f.endsWith(".ts"))
      .sort()
      .flatMap((f) => oneLanguageIn(join(SRC, room, f))),
  );
