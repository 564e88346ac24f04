/** Checks of the cloud object itself: has it arrived, is it whole, does it follow Active Directory; sorted by id. */
import type { AnyCheck } from "../../domain";
import adAccountAlive from "./ad-account-alive";
import arrived from "./arrived";
import direction from "./direction";
import exchangeFollows from "./exchange-follows";
import exportRetried from "./export-retried";
import knownAnywhere from "./known-anywhere";
import licensed from "./licensed";
import mailboxAttributes from "./mailbox-attributes";
import masteredOnPremises from "./mastered-on-premises";
import noOtherIdentity from "./no-other-identity";
import notOverridden from "./not-overridden";
import nothingWithheld from "./nothing-withheld";
import objectArrived from "./object-arrived";
import signInEnabled from "./sign-in-enabled";
import signInNameCurrent from "./sign-in-name-current";
import signInNameVerified from "./sign-in-name-verified";

export const checks: readonly AnyCheck[] = [
  adAccountAlive,
  arrived,
  direction,
  exchangeFollows,
  exportRetried,
  knownAnywhere,
  licensed,
  mailboxAttributes,
  masteredOnPremises,
  noOtherIdentity,
  notOverridden,
  nothingWithheld,
  objectArrived,
  signInEnabled,
  signInNameCurrent,
  signInNameVerified,
];
