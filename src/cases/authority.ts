/** Who may do what, read from the directory at every click. What cannot be read allows nobody. */
import type { Person } from "../domain/case";
import type { Authority, CloudDirectory } from "../ports";

/** Display names of active directory roles and of groups. Empty lists allow nobody. */
export interface AuthorityMap {
  readonly tenantId: string;
  readonly approverRoles: readonly string[];
  readonly openerRoles: readonly string[];
  readonly openerGroups: readonly string[];
}
export const IDENTITY_ROLES: readonly string[] = ["Global Administrator", "Hybrid Identity Administrator"];

export class GraphAuthority implements Authority {
  constructor(
    private readonly cloud: Pick<CloudDirectory, "membership">,
    private readonly map: AuthorityMap,
  ) {}
  mayApprove(person: Person): Promise<boolean> {
    return this.holds(person, this.map.approverRoles, []);
  }
  async mayOpen(person: Person): Promise<boolean> {
    return this.holds(person, [...this.map.openerRoles, ...this.map.approverRoles], this.map.openerGroups);
  }
  private async holds(person: Person, roles: readonly string[], groups: readonly string[]): Promise<boolean> {
    if (person.tenantId !== this.map.tenantId || person.id === "" || roles.length + groups.length === 0) return false;
    const fact = await this.cloud.membership(person.id);
    if (fact.state !== "seen" || !fact.value.enabled || fact.value.userType !== "Member") return false;
    return fact.value.roles.some((r) => roles.includes(r)) || fact.value.groups.some((g) => groups.includes(g));
  }
}
