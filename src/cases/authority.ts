/** Who may do what, read from the directory each time it is asked. What is not set, not readable or not stated allows nobody. */
import type { Person, Words } from "../domain";
import {
  CAPABILITIES,
  type Action,
  type Allowance,
  type Authority,
  type CloudDirectory,
  type Holders,
  type Membership,
  type RefusalReason,
  type Rights,
} from "../ports";

/** Whoever may not is told this and nothing else, whatever it was about. */
export const MAY_NOT: Words = {
  en: "You may not do this here. Ask a Hybrid Identity Administrator.",
  de: "Das dürfen Sie hier nicht. Fragen Sie einen Hybrid Identity Administrator.",
};
const SAYS: Readonly<Record<RefusalReason, Words>> = {
  tenant: MAY_NOT,
  person: MAY_NOT,
  right: MAY_NOT,
  eligible: {
    en: "Your role is eligible and not active. Activate it first, then try again.",
    de: "Ihre Rolle ist berechtigt, aber nicht aktiv. Aktivieren Sie sie zuerst und versuchen Sie es dann erneut.",
  },
  unreadable: {
    en: "Your rights could not be read, so nothing is allowed now. Try again later.",
    de: "Ihre Rechte konnten nicht gelesen werden, darum ist jetzt nichts erlaubt. Versuchen Sie es später erneut.",
  },
};
/** A refusal, with its sentence to the person. */
export const refusal = (code: RefusalReason): Allowance & { readonly allowed: false } => ({
  allowed: false,
  code,
  says: SAYS[code],
});

/** Everybody who may do this: those set for it, and those set for more. */
function holdersOf(rights: Rights, action: Action): Holders {
  const wide = action === "break-glass" ? [action] : CAPABILITIES.slice(CAPABILITIES.indexOf(action)),
    set = wide.flatMap((a) => rights[a] ?? []);
  return { roles: set.flatMap((h) => h.roles), groups: set.flatMap((h) => h.groups) };
}
const holds = (has: Membership, wanted: Holders): boolean =>
  has.roles.some((r) => wanted.roles.includes(r)) || has.groups.some((g) => wanted.groups.includes(g));

/** The one place that allows: tenant, then the person as the directory has them, then what they hold there now. */
export class GraphAuthority implements Authority {
  constructor(
    private readonly cloud: Pick<CloudDirectory, "membership" | "eligibleRoles">,
    private readonly tenantId: string,
    private readonly rights: Rights,
  ) {}
  holders(action: Action): Holders {
    return holdersOf(this.rights, action);
  }
  async authorise(action: Action, who: Person): Promise<Allowance> {
    if (who.tenantId !== this.tenantId || who.id === "") return refusal("tenant");
    const wanted = holdersOf(this.rights, action);
    if (wanted.roles.length + wanted.groups.length === 0) return refusal("right");
    const has = await this.cloud.membership(who.id);
    if (has.state === "unreadable") return refusal("unreadable");
    if (has.state === "absent" || !has.value.enabled || !has.value.member) return refusal("person");
    if (holds(has.value, wanted)) return { allowed: true };
    const eligible = await this.cloud.eligibleRoles(who.id);
    return refusal(
      eligible.state === "seen" && eligible.value.some((r) => wanted.roles.includes(r)) ? "eligible" : "right",
    );
  }
}
