import { defineCheck } from "../../identity/define";
import { hoursBetween } from "../../identity/time";
import { cite, told, valueOr, type DirectoryAudit } from "../../domain";

const WITHIN_HOURS = 48;
/** Names of the accounts and applications of Connect servers; the server stands inside. */
const SERVER_OF = /^(?:Sync_|ConnectSyncProvisioning_)([^_@]+)/i;
/** One hand-over from an old server to a new one is no conflict; so many changes of hand are turns. */
const TURNS = 3;

/** Two servers that export: the audit log shows two sync identities of Connect changing this tenant, or one object's anchor flips. */
export default defineCheck({
  id: "server.two-servers",
  title: { en: "Only one server exports to the tenant", de: "Nur ein Server exportiert in den Mandanten" },
  guide: "server.software",
  needs: ["entra.syncAccounts", "now"],
  wants: ["entra.audits", "server.scheduler"],
  messages: {
    one: { en: "Nothing shows a second active server.", de: "Nichts deutet auf einen zweiten aktiven Server hin." },
    two: {
      code: "two-active-servers",
      text: {
        en: "Two sync identities changed objects of this tenant within two days: {first} and {second}. Two servers export at once.",
        de: "Zwei Synchronisierungsidentitäten haben innerhalb von zwei Tagen Objekte dieses Mandanten geändert: {first} und {second}. Zwei Server exportieren gleichzeitig.",
      },
      advice: [
        {
          en: "Find the other server by the name inside its account; put one of the two into staging mode with the wizard, then let the other run an initial cycle.",
          de: "Suchen Sie den anderen Server über den Namen in seinem Konto; versetzen Sie einen der beiden mit dem Assistenten in den Stagingmodus und lassen Sie dann den anderen einen Initialzyklus ausführen.",
        },
      ],
    },
  },
  evaluate(facts) {
    const audits = valueOr(facts["entra.audits"], undefined);
    if (audits === undefined) return { verdict: "skip", message: "one" };
    const turns = turnsOf(audits, valueOr(facts.now, ""));
    const [first, second] = turns.map((t) => t.server);
    const isStaging = valueOr(facts["server.scheduler"], undefined)?.StagingModeEnabled === true;
    if (first === undefined || second === undefined || turns.length < TURNS || isStaging)
      return { verdict: "pass", message: "one" };
    return {
      verdict: "fail",
      message: "two",
      proof: "timed",
      standing: "shown",
      data: { first, second },
      evidence: [
        cite(
          told(
            {
              en: "audit entries of {first} and {second} within two days",
              de: "Überwachungseinträge von {first} und {second} innerhalb von zwei Tagen",
            },
            { first, second },
          ),
          facts["entra.audits"],
        ),
      ],
    };
  },
});

interface Turn {
  readonly server: string;
  readonly at: string;
}
/** Servers in the order in which they changed the tenant; several changes of one server in a row are one turn. */
function turnsOf(audits: readonly DirectoryAudit[], now: string): Turn[] {
  const turns: Turn[] = [];
  const inOrder = [...audits].sort((a, b) => a.activityDateTime.localeCompare(b.activityDateTime));
  for (const audit of inOrder.filter((a) => hoursBetween(a.activityDateTime, now) < WITHIN_HOURS)) {
    const server = SERVER_OF.exec(actorOf(audit))?.[1]?.toLowerCase();
    if (server !== undefined && turns.at(-1)?.server !== server) turns.push({ server, at: audit.activityDateTime });
  }
  return turns;
}
/** Name of the account or application that made the change. */
function actorOf({ initiatedBy }: DirectoryAudit): string {
  const nameIn = (actor: unknown, property: string): unknown =>
    typeof actor === "object" && actor !== null ? (actor as Record<string, unknown>)[property] : undefined;
  const name = nameIn(initiatedBy?.["user"], "userPrincipalName") ?? nameIn(initiatedBy?.["app"], "displayName");
  return typeof name === "string" ? name : "";
}
