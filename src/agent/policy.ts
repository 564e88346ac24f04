/** The site's last word: a file beside the agent that limits what the cloud may order. It cannot be changed over the wire; without it the agent only reads. */
import { readFile } from "node:fs/promises";
import { z } from "zod";
import { COMMAND_KINDS, TriageError, type AdObject, type PremisesCommand, type RiskClass } from "../domain";
import { isWithin } from "../identity/dn";
import { isOwnPlace, isPrivilegedGroup, protectionOf } from "./protected";

const needs = z.object({ people: z.number().int().min(1).max(9), reasonNeeded: z.boolean() }).strict();
/** Who must have approved, where the site says nothing else: as the bot asks for it in production. */
const APPROVALS = {
  trigger: { people: 1, reasonNeeded: false },
  write: { people: 1, reasonNeeded: true },
  grave: { people: 2, reasonNeeded: true },
} as const satisfies Record<RiskClass, z.infer<typeof needs>>;
const schema = z
  .object({
    schema: z.literal("policy/1"),
    /** Commands that the cloud may order here. */
    allow: z.array(z.enum(COMMAND_KINDS)),
    /** Places below which objects may be written; absent = everywhere in the directory. */
    scopes: z.array(z.string().min(3)).optional(),
    /** sAMAccountNames that are never changed here, beside the built-in list: the connector's own account, the agent's own. */
    protect: z.array(z.string().min(1)).optional(),
    /** How many people must have approved an order of a class, and whether they must have given a reason; see APPROVALS. */
    approvals: z.object({ trigger: needs, write: needs, grave: needs }).partial().strict().optional(),
  })
  .strict();
export type Policy = z.infer<typeof schema>;
/** What an order of this class needs here. */
export const approvalNeeds = (
  policy: Pick<Policy, "approvals">,
  risk: RiskClass,
): { readonly people: number; readonly reasonNeeded: boolean } => policy.approvals?.[risk] ?? APPROVALS[risk];
export const READ_ONLY: Policy = { schema: "policy/1", allow: [] };
/** A missing file is read only; a file with a mistake stops the agent, since nobody can tell what it was to allow. */
export async function loadPolicy(path: string | undefined): Promise<Policy> {
  if (path === undefined) return READ_ONLY;
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return READ_ONLY;
    throw new TriageError("policy", `The policy file ${path} cannot be read: ${(error as Error).message}`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new TriageError("policy", `The policy file ${path} is not JSON: ${(error as Error).message}`);
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success)
    throw new TriageError(
      "policy",
      `The policy file ${path}: ${parsed.error.issues[0]?.path.join(".") ?? ""} ${parsed.error.issues[0]?.message ?? ""}`,
    );
  return parsed.data;
}
/** The DNs that a command writes to, its object's own aside. */
function placesOf(command: PremisesCommand): string[] {
  switch (command.kind) {
    case "move-ad-object":
      return [command.targetOu];
    case "add-group-member":
    case "remove-group-member":
      return [command.groupDn];
    case "grant-connector-permission":
      return [command.dn];
    default:
      return [];
  }
}
/** Why the policy refuses, or undefined. `target` is the object that the command names, as it is now. */
export function refusalOf(policy: Policy, command: PremisesCommand, target: AdObject | undefined): string | undefined {
  if (!policy.allow.includes(command.kind)) return `the policy of this site does not allow ${command.kind}`;
  const named = "objectGUID" in command;
  if (named && target === undefined) return "the object is not in the directory";
  const protection = target === undefined ? undefined : protectionOf(target, policy.protect);
  if (protection !== undefined) return `the object is never changed by a tool: ${protection}`;
  const places = placesOf(command);
  if (places.some(isOwnPlace)) return "a container of the domain's own objects is never changed by a tool";
  if ("groupDn" in command && isPrivilegedGroup(command.groupDn))
    return "the members of a privileged group are never changed by a tool";
  const { scopes } = policy,
    written = [...(target === undefined ? [] : [target.dn]), ...places];
  return scopes !== undefined && written.some((dn) => !scopes.some((s) => isWithin(dn, s)))
    ? "the object or its new place is outside the scopes of this site's policy"
    : undefined;
}
