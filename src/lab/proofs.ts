/** The lab's own proof of a person: a code that the lab shows when it starts. Production knows tokens of Microsoft Entra ID alone, and takes no code. */
import type { Person } from "../domain";
import type { ProofResult, Proofs } from "../ports";

export class LabProofs implements Proofs {
  constructor(
    private readonly code: string,
    private readonly now: () => Date,
  ) {}
  async verify(token: string, _by: Person): Promise<ProofResult> {
    return token.trim() === this.code
      ? { proved: true, at: this.now().toISOString() }
      : { proved: false, code: "lab-code" };
  }
}
