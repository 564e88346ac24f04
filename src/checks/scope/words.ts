/** The engine's small words that the scope checks use, in one place. */
export { anchorsOf } from "../../engine/anchor";
export { depthOf, domainDnOf, domainOf, isWithin, parentDn, sameDn } from "../../engine/dn";
export { namesOf, sameText, smtpAddresses, primaryAddress, suffixOf } from "../../engine/address";
