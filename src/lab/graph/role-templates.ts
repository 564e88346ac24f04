/** Built-in directory roles by name with their template ids, the same in every tenant (Microsoft Entra built-in roles). */
import { identifierOf } from "./ids";

const BUILT_IN: Readonly<Record<string, string>> = {
  "Billing Administrator": "b0f54661-2d74-4c50-afa3-1ec803f12efe",
  "Directory Synchronization Accounts": "d29b2b05-8046-44ba-8758-1e26182fcf32",
  "Exchange Administrator": "29232cdf-9323-42fd-ade2-1d097af3e4de",
  "Global Administrator": "62e90394-69f5-4237-9190-012177145e10",
  "Helpdesk Administrator": "729827e3-9c14-49f7-bb1b-9608f156bbb8",
  "Hybrid Identity Administrator": "8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2",
  "User Administrator": "fe930be7-5e62-47db-91af-98c3a49a38b1",
};
/** The roleTemplateId of a role; one that is not built in gets an id that stays the same for its name. */
export const roleTemplateOf = (role: string): string =>
  (Object.hasOwn(BUILT_IN, role) ? BUILT_IN[role] : undefined) ?? identifierOf("roleTemplate", role);
