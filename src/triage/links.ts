/** Where others have written about a cause: Microsoft's own pages, and searches among people who had the same. Addresses are ours; only the words of a search come from a case, encoded. */
import { isBlaming, wordsIn, type Diagnosis, type Message, type RootCause, type Words } from "../domain";
import { CHECKS } from "../checks";
import { TITLES } from "./titles";

export interface Link {
  readonly title: Words;
  readonly url: string;
}
const WORDS = {
  page: { en: "Microsoft's page on it", de: "Microsofts Seite dazu" },
  pages: { en: "Microsoft's pages on hybrid identity", de: "Microsofts Seiten zur Hybrididentität" },
  learn: { en: "Search Microsoft Learn and Q&A", de: "In Microsoft Learn und Q&A suchen" },
  community: { en: "Search the Tech Community", de: "In der Tech Community suchen" },
} as const satisfies Readonly<Record<string, Words>>;

const CONNECT = "https://learn.microsoft.com/entra/identity/hybrid/connect/",
  ENTRA = "https://learn.microsoft.com/entra/";
/** Microsoft's page on a cause whose checks rest on none (pages of the Entra documentation as published in MicrosoftDocs/entra-docs). */
const PAGES: Partial<Readonly<Record<RootCause, string>>> = {
  "deleted-on-premises": `${CONNECT}how-to-connect-sync-recycle-bin`,
  "directory-quota-exceeded": `${ENTRA}identity/users/directory-service-limits-restrictions`,
  "proxy-misconfigured": `${CONNECT}tshoot-connect-connectivity`,
  "tls-interception": `${CONNECT}tshoot-connect-connectivity`,
  "root-certificate-missing": `${CONNECT}tshoot-connect-connectivity`,
  "tls12-disabled": `${CONNECT}reference-connect-tls-enforcement`,
  "sync-service-logon-failed": `${CONNECT}concept-adsync-service-account`,
  "encryption-key-inaccessible": `${CONNECT}how-to-connect-sync-change-serviceacct-pass`,
  "prerequisite-missing": `${CONNECT}how-to-connect-install-prerequisites`,
  "host-setting-incompatible": `${CONNECT}how-to-connect-install-prerequisites`,
  "database-full": `${CONNECT}tshoot-connect-recover-from-localdb-10gb-limit`,
  "two-active-servers": `${CONNECT}plan-connect-topologies`,
  "staging-mode": `${CONNECT}how-to-connect-sync-staging-server`,
  "scheduler-disabled": `${CONNECT}how-to-connect-sync-feature-scheduler`,
  "scheduler-suspended": `${CONNECT}how-to-connect-sync-feature-scheduler`,
  "sync-cycle-stuck": `${CONNECT}how-to-connect-sync-feature-scheduler`,
  "sync-in-progress": `${CONNECT}how-to-connect-sync-feature-scheduler`,
  "ad-connector-credentials": `${CONNECT}how-to-connect-sync-change-addsacct-pass`,
  "cloud-connector-credentials": `${CONNECT}how-to-connect-azureadaccount`,
  "cloud-connector-blocked-by-policy": `${CONNECT}reference-connect-accounts-permissions`,
  "domain-controller-unreachable": `${CONNECT}reference-connect-ports`,
  "object-type-not-selected": `${CONNECT}how-to-connect-sync-service-manager-ui-connectors`,
  "connector-schema-stale": `${CONNECT}how-to-connect-sync-service-manager-ui-connectors`,
  "linked-mailbox-without-account": `${CONNECT}concept-azure-ad-connect-sync-user-and-contacts`,
  "unsupported-object-type": `${CONNECT}concept-azure-ad-connect-sync-user-and-contacts`,
  "wrong-match": `${CONNECT}how-to-connect-install-existing-tenant`,
  "duplicate-cloud-user": `${CONNECT}how-to-connect-install-existing-tenant`,
  "orphaned-cloud-object": `${CONNECT}how-to-connect-install-existing-tenant`,
  "soft-deleted-conflict": `${ENTRA}fundamentals/users-restore`,
  "soft-match-blocked": `${CONNECT}how-to-connect-syncservice-features`,
  "anchor-conflict": `${CONNECT}tshoot-connect-sync-errors`,
  "object-type-conflict": `${CONNECT}tshoot-connect-sync-errors`,
  "guest-conflict": `${CONNECT}tshoot-connect-sync-errors`,
  "on-premises-duplicate": `${CONNECT}how-to-connect-syncservice-duplicate-attribute-resiliency`,
  "federated-domain-change": `${CONNECT}tshoot-connect-sync-errors`,
  "sign-in-name-not-updated": `${CONNECT}how-to-connect-syncservice-features`,
  "wrong-source-attribute": `${CONNECT}tshoot-connect-attribute-not-syncing`,
  "address-domain-unverified": `${CONNECT}tshoot-connect-attribute-not-syncing`,
};
const blames = (code: RootCause) => (m: Message) => isBlaming(m) && m.code === code;
/** Microsoft's pages on a cause: those that its checks rest on, else the one that is known; none where nothing of it is known. */
export function pagesOf(code: RootCause): string[] {
  const checks = CHECKS.filter((c) => Object.values(c.messages).some(blames(code))),
    pages = [...new Set(checks.flatMap((c) => c.docs ?? []))],
    page = PAGES[code];
  return pages.length > 0 || page === undefined ? pages : [page];
}
/** A name of an error as systems give it; anything else is no word for a search outside. */
const ERROR = /^(?=.*[A-Za-z])[A-Za-z][A-Za-z0-9_-]{3,60}$/;
/** What others call it: the name of the error on the object, else what the cause is called in English. */
export function searchWordsOf(d: Pick<Diagnosis, "rootCause" | "symptoms">): string {
  const error = d.symptoms?.find((s) => s.kind === "error" && s.scope === "subject" && ERROR.test(s.about))?.about;
  return `Entra Connect ${error ?? wordsIn(TITLES[d.rootCause.code], "en")}`;
}
/** One page of Microsoft's, or those of all causes, then the searches. */
export function linksOf(d: Pick<Diagnosis, "rootCause" | "symptoms">): Link[] {
  const [page] = pagesOf(d.rootCause.code),
    words = encodeURIComponent(searchWordsOf(d));
  return [
    page === undefined ? { title: WORDS.pages, url: CONNECT } : { title: WORDS.page, url: page },
    { title: WORDS.learn, url: `https://learn.microsoft.com/search/?terms=${words}` },
    { title: WORDS.community, url: `https://techcommunity.microsoft.com/search?q=${words}` },
  ];
}
