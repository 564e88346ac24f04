/** The threat model, a row a threat. STRIDE: Spoofing, Tampering, Repudiation, Information disclosure, Denial of service, Elevation of privilege. */

/** Parts that are not built, and will bring the control of a row. */
export type Debtor = "the agent on Windows" | "the relay" | "production";
export interface Row {
  readonly id: string;
  readonly stride: string;
  /** What somebody could do. */
  readonly threat: string;
  /** Absent: the control stands. */
  readonly owedBy?: Debtor;
}
const row = (id: string, stride: string, threat: string, owedBy?: Debtor): Row => ({
  id,
  stride,
  threat,
  ...(owedBy === undefined ? {} : { owedBy }),
});

/** By table: B the bot's door, A approval, C cards and text, R relay and agent, G Graph and identity, M what a repair may do, D data, S supply and operation. */
export const ROWS: readonly Row[] = [
  row("B1", "S", "An activity with a forged, foreign, expired or missing token is taken for real."),
  row("B2", "SI", "The body names a service address of the attacker, who gets the answers and the bot's token."),
  row("B3", "E", "Without credentials the door stands open to anyone."),
  row("B4", "SE", "A guest, a disabled person or another tenant talks to the bot."),
  row("B5", "SE", "Who it is is taken from a name, a text or the card."),
  row("B6", "D", "Large or deep bodies, or floods of one person, stop the bot for all."),
  row("B7", "TR", "What was delivered before is delivered again."),
  row("B8", "I", "Tokens stand in logs."),
  row("A1", "E", "Whoever sees the card can approve."),
  row("A2", "E", "The requester approves their own request."),
  row("A3", "T", "What the card sends back was changed."),
  row("A4", "SI", "An approval's id is guessed, or used from another conversation."),
  row("A5", "T", "A double click, or two approvers, run the plan twice."),
  row("A6", "T", "Approve and decline cross, and both count."),
  row("A7", "T", "An approval is used after its time."),
  row("A8", "T", "The world changed, and the approved plan hits something else."),
  row("A9", "E", "The approver's right ended between click and run."),
  row("A10", "TD", "The reason carries markup, mentions or a megabyte."),
  row("A11", "T", "Old copies of a card stay live."),
  row("A12", "TR", "A restart loses a decision, or runs it again."),
  row("A13", "T", "More runs than was shown."),
  row("A14", "S", "A name with invisible or look-alike characters fools the approver."),
  row("A15", "SE", "A click of an approver is forged with a live channel token."),
  row("C1", "TS", "A value of the directory becomes a link, a mention or formatting."),
  row("C2", "T", "A value of the directory is expanded as a template."),
  row("C3", "TE", "A value of the directory instructs a model."),
  row("C4", "D", "A card over the size limit is dropped, and nobody sees anything."),
  row("C5", "I", "A whole channel sees personal data."),
  row("C6", "I", "A card calls an address that stands in the directory."),
  row("C7", "TD", "The refresh of a card does work, or writes."),
  row("R1", "S", "A foreign agent enrols.", "the agent on Windows"),
  row("R2", "TS", "The relay alters or invents a command or an answer."),
  row("R3", "T", "A recorded command is played again."),
  row("R4", "T", "A lost answer makes a write run twice, or pass for done."),
  row("R5", "E", "A captured cloud orders what the site never allowed."),
  row("R6", "ET", "An argument becomes code.", "the agent on Windows"),
  row("R7", "TI", "A name becomes a part of an LDAP filter or DN.", "the agent on Windows"),
  row("R8", "TI", "A value becomes a part of an OData filter."),
  row("R9", "I", "A read fetches a file that it should not.", "the agent on Windows"),
  row("R10", "SI", "TLS is opened on the way, or no longer verified.", "the relay"),
  row("R11", "I", "The agent's key is stolen, or never changed.", "the agent on Windows"),
  row("R12", "D", "An operation hangs, floods or forks.", "the agent on Windows"),
  row("R13", "T", "Two agents, or two bots, run one write twice."),
  row("R14", "ET", "An update brings foreign or older code.", "the agent on Windows"),
  row("R15", "E", "The agent listens on a port or a pipe."),
  row("R16", "E", "The agent's account may more than it needs.", "the agent on Windows"),
  row("R17", "ID", "Network checks scan the inside.", "the agent on Windows"),
  row("G1", "E", "The bot's identity may more than its features need.", "production"),
  row("G2", "I", "Client secrets leak.", "production"),
  row("G3", "EI", "Somebody reads through the bot what they may not read."),
  row("G4", "D", "The bot's own retries take the tenant's quota."),
  row("G5", "IS", "A link or a redirect takes the token to another host."),
  row("G6", "T", "A failed read is taken for 'not there' or 'healthy'."),
  row("G7", "S", "A sovereign cloud, or the wrong tenant's endpoint.", "production"),
  row("M1", "E", "A hard match ties a privileged account to an attacker's object."),
  row("M2", "E", "Clearing the identifier of the on-premises object removes a protection."),
  row("M3", "TE", "A protection of the whole tenant is switched off as a 'fix'."),
  row("M4", "D", "Pending deletions of many are let through."),
  row("M5", "D", "The scheduler stays off."),
  row("M6", "S", "The wrong person is attached."),
  row("M7", "D", "A cloud object is deleted, and with it mail and files."),
  row("M8", "E", "A protected object on premises is changed."),
  row("M9", "I", "Passwords or keys pass through."),
  row("D1", "RT", "The record is changed afterwards."),
  row("D2", "R", "Something was done, and there is no entry."),
  row("D3", "I", "Personal data stands in logs."),
  row("D4", "T", "Two processes overwrite each other's state."),
  row("D5", "I", "Cases are kept for ever."),
  row("S1", "T", "A dependency turns bad.", "production"),
  row("S2", "E", "A default of an SDK changes under us."),
  row("S3", "I", "Calls go out to where they should not.", "production"),
  row("S4", "E", "Parts of the lab reach production.", "production"),
  row("S5", "I", "Health tells too much."),
];
/** The rows of tables, by their letters; all without any. */
export const rowsOf = (tables: readonly string[]): Row[] =>
  ROWS.filter((r) => tables.length === 0 || tables.includes(r.id.charAt(0)));
