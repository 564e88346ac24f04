/** Names of accounts that stand out by their form. Pure. */

/** A mail address or sign-in name, its domain perhaps one label. */
export const ADDRESS = /[\p{L}\p{N}._%+'!#$&^~-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*/gu;
/** `CONTOSO\hsato`; the group is the account. */
export const DOMAIN_USER = /(?<![\p{L}\p{N}-])[\p{L}\p{N}-]+\\([\p{L}\p{N}._-]+\$?)/gu;
/** Two parts or more joined by dot, dash or underscore. */
export const JOINED = /(?<![\p{L}\p{N}@\\/.])[\p{L}][\p{L}\p{N}]*(?:[._-][\p{L}\p{N}]+)+\$?(?![\p{L}\p{N}@\\/])/gu;
/** Letters with a number behind them, as of a computer: `PC0441`. */
export const NUMBERED =
  /(?<![\p{L}\p{N}@._\\/-])\p{L}{2,}\d{2,}[\p{L}\p{N}]*\$?(?![\p{L}\p{N}@_\\/-]|\.[\p{L}\p{N}])/gu;
/** Ends as the name of a domain does. */
export const DOMAIN = /\.(?:com|net|org|local|lan|corp|internal|intern|eu|de|at|ch|fr|es|uk|dk)$/i;
/** `Get-ADSyncScheduler` and the like. */
export const CMDLET = /^(?:get|set|start|stop|new|add|remove|test|invoke|enable|disable|import|export|update)-\p{L}/iu;
