/**
 * The site's last word: a file beside the agent that limits what the cloud may order. It cannot be changed over the wire, and no command names it;
 * without it the agent only reads.
 */
import { readFile } from "node:fs/promises";
import { z } from "zod";
import {
  COMMAND_KINDS,
  PERMISSION_SET_IDS,
  PERMISSION_SETS,
  TriageError,
  type AdObject,
  type PremisesCommand,
  type RiskClass,
} from "../domain";
import { dnText } from "../domain/forms";
import { domainDnOf, isWithin, sameDn } from "../identity/dn";
import { isOwnPlace, isPrivilegedGroup, protectionOf } from "./protected";

const needs = z.object({ people: z.number().int().min(1).max(9), reasonNeeded: z.boolean() }).strict();
/** Who must have approved, where the site says nothing else: as the bot asks for it in production. */
const APPROVALS = {
  trigger: { people: 1, reasonNeeded: false },
  write: { people: 1, reasonNeeded: true },
  grave: { people: 2, reasonNeeded: true },
} as const satisfies Record<RiskClass, z.infer<typeof needs>>;
/** Commands that change something in the directory: each names an object or a place, and both are bound to the scopes. */
const DIRECTORY: ReadonlySet<PremisesCommand["kind"]> = new Set([
  "set-ad-attribute",
  "move-ad-object",
  "add-group-member",
  "remove-group-member",
  "grant-connector-permission",
]);
const schema = z
  .object({
    schema: z.literal("policy/1"),
    /** Commands that the cloud may order here. */
    allow: z.array(z.enum(COMMAND_KINDS)),
    /** DNs at or below which the directory may be changed; the word "everywhere" where it may be as a whole. */
    scopes: z.union([z.literal("everywhere"), z.array(dnText).min(1)]).optional(),
    /** Sets of rights that may be given to a connector's account. */
    grants: z.array(z.enum(PERMISSION_SET_IDS)).min(1).optional(),
    /** sAMAccountNames that are never changed here, beside the built-in list: the connector's own account, the agent's own. */
    protect: z.array(z.string().min(1)).optional(),
    /** How many people must have approved an order of a class, and whether they must have given a reason; see APPROVALS. */
    approvals: z.object({ trigger: needs, write: needs, grave: needs }).partial().strict().optional(),
  })
  .strict()
  .superRefine(({ allow, scopes, grants }, issues) => {
    const unbound = scopes === undefined ? allow.find((kind) => DIRECTORY.has(kind)) : undefined;
    if (unbound !== undefined)
      issues.addIssue({
        code: "custom",
        path: ["scopes"],
        message: `must say where, or "everywhere", since ${unbound} is allowed`,
      });
    if (grants === undefined && allow.includes("grant-connector-permission"))
      issues.addIssue({
        code: "custom",
        path: ["grants"],
        message: "must say which sets of rights, since grant-connector-permission is allowed",
      });
  });
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
/** The place or group that a command names by its DN; undefined where it names none. */
export function placeOf(command: PremisesCommand): string | undefined {
  switch (command.kind) {
    case "move-ad-object":
      return command.targetOu;
    case "add-group-member":
    case "remove-group-member":
      return command.groupDn;
    case "grant-connector-permission":
      return command.dn;
    default:
      return undefined;
  }
}
/** What a command names, as the directory has it now; undefined where it is not there, or the command names none. */
export interface Named {
  /** The object that it changes. */
  readonly target?: AdObject | undefined;
  /** What stands at the DN that it names. */
  readonly place?: AdObject | undefined;
}
/** Why the policy refuses, as the end of a sentence; undefined where it does not. */
export function refusalOf(policy: Policy, command: PremisesCommand, named: Named): string | undefined {
  if (!policy.allow.includes(command.kind)) return `the policy of this site does not allow ${command.kind}`;
  return (
    ("objectGUID" in command ? whyNotChanged(named.target, policy) : undefined) ??
    whyNotAt(placeOf(command), named.place) ??
    whyNotThere(command, named.place, policy) ??
    whyOutside(named, policy)
  );
}
function whyNotChanged(target: AdObject | undefined, { protect }: Policy): string | undefined {
  if (target === undefined) return "the object is not in the directory";
  const protection = protectionOf(target, protect);
  return protection === undefined ? undefined : `the object is never changed by a tool: ${protection}`;
}
/** A DN can be spelled in many ways; what counts is what the directory calls the object. */
function whyNotAt(dn: string | undefined, place: AdObject | undefined): string | undefined {
  if (dn === undefined) return undefined;
  if (place === undefined) return `${dn} is not in the directory`;
  if (!sameDn(place.dn, dn)) return `the directory has ${place.dn} for ${dn}, and only its own spelling is taken`;
  return isOwnPlace(place.dn) ? "a container of the domain's own objects is never changed by a tool" : undefined;
}
function whyNotThere(command: PremisesCommand, place: AdObject | undefined, policy: Policy): string | undefined {
  if (place === undefined) return undefined;
  const isRoot = sameDn(place.dn, domainDnOf(place.dn)),
    protection = isRoot ? undefined : protectionOf(place, policy.protect);
  if ("groupDn" in command)
    return protection === undefined && !isPrivilegedGroup(place.dn)
      ? undefined
      : "the members of a privileged group are never changed by a tool";
  if (command.kind !== "grant-connector-permission") return undefined;
  const { permissionSet } = command;
  if (policy.grants?.includes(permissionSet) !== true) return `the policy of this site does not grant ${permissionSet}`;
  if (PERMISSION_SETS[permissionSet].at === "domain" && !isRoot)
    return `${permissionSet} is given at the root of a domain only`;
  return protection === undefined ? undefined : `no right is given on what a tool never changes: ${protection}`;
}
function whyOutside({ target, place }: Named, { scopes }: Policy): string | undefined {
  const outside = [target, place].find(
    (o) => o !== undefined && scopes !== "everywhere" && !(scopes ?? []).some((s) => isWithin(o.dn, s)),
  );
  return outside === undefined ? undefined : `${outside.dn} is outside the scopes of this site's policy`;
}
