/** The engine's small words that the scope checks use, in one place. */
export { anchorsOf } from "../../identity/anchor";
export { depthOf, domainDnOf, domainOf, isWithin, parentDn, sameDn } from "../../identity/dn";
export { namesOf, sameText, smtpAddresses, primaryAddress, suffixOf } from "../../identity/address";
