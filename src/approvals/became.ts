/** What became of a command whose answer was lost: asked of the agent's journal, or read in the cloud, until it is known or patience is over. Nothing is carried out. */
import { told, type CommandEnd, type StepResult, type Words } from "../domain";
import type { Command, EntraCommand } from "../domain/command";
import type { AgentLink, CloudDirectory } from "../ports";
import { sameValue } from "../domain/canonical";
import type { CycleWatch } from "./cycle-watch";

/** Times in ms. The waits between two questions double from `firstMs` to `mostMs`. */
export interface Asking {
  readonly firstMs: number;
  readonly mostMs: number;
  /** How long the agent may begin an order after it was sent. */
  readonly orderLifeMs: number;
  /** How long the agent is asked after the order's time is over, and after the asking began. */
  readonly patienceMs: number;
  /** How long the cloud is read for a change that it does not show yet. */
  readonly cloudPatienceMs: number;
}
export interface BecamePorts {
  readonly cloud: CloudDirectory;
  readonly agent: AgentLink;
  readonly asking: Asking;
  readonly machineNow: () => Date;
  readonly watch: CycleWatch;
}
/** `atLast`: what holds where it is not asked again. */
type Look = { readonly known: CommandEnd } | { readonly open: true; readonly atLast: CommandEnd };
const known = (outcome: CommandEnd): Look => ({ known: outcome });
const open = (atLast: CommandEnd): Look => ({ open: true, atLast });

/** `step` is the one that carries out `command`. */
export async function becameOf(command: Command, step: StepResult, ports: BecamePorts): Promise<CommandEnd> {
  const until = deadlineOf(command, step, ports);
  for (let wait = ports.asking.firstMs; ; wait = Math.min(wait * 2, ports.asking.mostMs)) {
    const look = await lookOnce(command, step, ports);
    if ("known" in look) return look.known;
    if (ports.machineNow().getTime() + wait > until) return look.atLast;
    await ports.watch.sleep(wait);
  }
}
function deadlineOf(command: Command, { notAfter }: StepResult, { asking, machineNow }: BecamePorts): number {
  const now = machineNow().getTime();
  if (command.system === "entra") return now + asking.cloudPatienceMs;
  return Math.max(now, notAfter === undefined ? now : Date.parse(notAfter)) + asking.patienceMs;
}
async function lookOnce(command: Command, step: StepResult, { cloud, agent }: BecamePorts): Promise<Look> {
  try {
    return command.system === "entra" ? await worldSays(command, cloud) : await journalSays(step, agent);
  } catch (error) {
    return open(
      unknown(
        error instanceof Error ? error.name : { en: "it could not be asked", de: "es konnte nicht gefragt werden" },
      ),
    );
  }
}
const unknown = (why: Words): CommandEnd => ({
  state: "unknown",
  detail: told(
    {
      en: "Whether it was carried out cannot be told ({why}).",
      de: "Ob es ausgeführt wurde, lässt sich nicht sagen ({why}).",
    },
    { why },
  ),
});
async function journalSays({ commandId, notAfter, host }: StepResult, agent: AgentLink): Promise<Look> {
  const fact = await agent.outcome(commandId, notAfter, host);
  switch (fact.state) {
    case "seen":
      return known(fact.value);
    case "absent":
      return known({
        state: "failed",
        detail: {
          en: "The command never reached the agent, and its time is over; it did nothing.",
          de: "Der Befehl hat den Agent nie erreicht, und seine Zeit ist um; er hat nichts getan.",
        },
      });
    case "unreadable":
      return open(unknown(fact.detail));
  }
}
async function worldSays(command: EntraCommand, cloud: CloudDirectory): Promise<Look> {
  const read = (yes: boolean): Look =>
    yes
      ? known({ state: "done", detail: { en: "The cloud shows the result.", de: "Die Cloud zeigt das Ergebnis." } })
      : open({
          state: "failed",
          detail: {
            en: "The cloud does not show the result; it was not carried out.",
            de: "Die Cloud zeigt das Ergebnis nicht; es wurde nicht ausgeführt.",
          },
        });
  switch (command.kind) {
    case "update-user": {
      const fact = await cloud.user(command.id);
      if (fact.state !== "seen")
        return open(
          unknown(fact.state === "absent" ? { en: "the user is gone", de: "der Benutzer ist weg" } : fact.detail),
        );
      const now = new Map<string, unknown>(Object.entries(fact.value));
      return read(Object.entries(command.set).every(([k, v]) => sameValue(now.get(k), v)));
    }
    case "restore-user": {
      const fact = await cloud.user(command.id);
      return fact.state === "unreadable" ? open(unknown(fact.detail)) : read(fact.state === "seen");
    }
    case "delete-user": {
      const fact = await cloud.user(command.id);
      return fact.state === "unreadable" ? open(unknown(fact.detail)) : read(fact.state === "absent");
    }
    case "purge-deleted-user": {
      const fact = await cloud.deletedUser(command.id);
      return fact.state === "unreadable" ? open(unknown(fact.detail)) : read(fact.state === "absent");
    }
    case "restart-provisioning-job":
    case "provision-on-demand":
      return known(
        unknown({
          en: "a job keeps no record of who started it",
          de: "ein Auftrag hält nicht fest, wer ihn gestartet hat",
        }),
      );
  }
}
