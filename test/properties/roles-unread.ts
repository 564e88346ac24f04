/** Who may become an administrator is protected as one (security.md): while eligibility cannot be read nobody is taken over, and the answer says so. */
import { changed, said, triage, type Property } from "./property";

const TAKE_OVERS: readonly string[] = ["hard-match", "set-consistency-guid", "remove-cloud-user", "purge-deleted-user"];
const ELIGIBILITY = "/roleManagement/directory/roleEligibilitySchedules";

export default {
  name: "roles-unread",
  promise: "role eligibility cannot be read: no take-over is offered, its cause is not certain, and it is told",
  target: 1,
  async trials(lab, scenario) {
    if (![scenario.expect?.remediation ?? []].flat().some((id) => TAKE_OVERS.includes(id ?? ""))) return [];
    const world = changed(
      scenario,
      ({ cloud }) => void cloud.faults.unshift({ method: "GET", path: ELIGIBILITY, status: 403 }),
    );
    const diagnosis = await triage(lab, scenario, world);
    const [offered] = diagnosis.remediations.map((r) => r.id).filter((id) => TAKE_OVERS.includes(id));
    const isTold = diagnosis.notChecked.some((n) => n.what === "entra.roles");
    return [
      {
        held: offered === undefined && diagnosis.rootCause.confidence !== "certain" && isTold,
        says: `${said(diagnosis)}${offered === undefined ? "" : `, offers ${offered}`}${isTold ? "" : ", does not tell"}`,
      },
    ];
  },
} satisfies Property;
