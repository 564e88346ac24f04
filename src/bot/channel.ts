/** What differs between the channels that a bot may stand on, by name. Who composes the bot says which holds; nothing in bot/ asks where it runs. */
export interface Channel {
  /** Whose id tells who acts: the directory's (`aadObjectId`) alone, or the channel's own where it names no directory object. */
  readonly identities: "directory" | "channel";
  /** Where the report is posted after a repair without being asked for: nowhere, in chats with the bot alone, or wherever everybody may see it. */
  readonly reportAfterRepair: "never" | "personal" | "always";
  /** A file may also be stored on this machine, beside the places that Teams names. */
  readonly loopbackUploads: boolean;
  /** Ids of the group chats and channels whose messages may show directory values to everybody there; elsewhere whoever presses sees them alone. */
  readonly detailsIn: readonly string[] | "everywhere";
  /** What else the approvers of a plan must know; empty = nothing. */
  readonly approvalNote: string;
  /** How an approver proves anew who they are: by signing in within a dialog, or by a code that is typed on the card. */
  readonly proof: "dialog" | "code";
}
/** Microsoft Teams: people are directory objects, files go where Teams lets them go. */
export const TEAMS: Channel = {
  identities: "directory",
  reportAfterRepair: "never",
  loopbackUploads: false,
  approvalNote: "",
  proof: "dialog",
  detailsIn: [],
};
