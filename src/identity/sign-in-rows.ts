/** What the errors and events of signing in and of passwords may stem from: rows for the one reader of errors (adsync reference §8; AADSTS error codes). */
import type { RootCause, Stage } from "../domain";
import { SIGN_IN_ERRORS, type SignInKind } from "./sign-ins";

/** One error: its names, the stage at which it stops an object, and the causes that it may stem from. */
export interface ErrorRow {
  readonly names: readonly string[];
  readonly stage: Stage;
  readonly codes: readonly RootCause[];
}
const SENDING: readonly RootCause[] = [
  "password-sync-stalled",
  "password-sync-filtered",
  "password-hash-rights-missing",
  "password-change-required",
];
/** The accounts of the engines meet the same numbers. */
const ENGINE: RootCause = "cloud-connector-credentials";
const CAUSES: Readonly<Record<SignInKind, readonly RootCause[]>> = {
  name: [ENGINE, "synced-under-fallback-upn", "sign-in-name-not-updated", "wrong-source-attribute"],
  password: [...SENDING, "cloud-override", "sign-in-agent-failing", ENGINE],
  "no-password": SENDING,
  expired: ["password-change-required", ENGINE],
  locked: ["sign-in-blocked", ENGINE],
  disabled: ["sign-in-blocked", ENGINE],
  hours: ["sign-in-blocked"],
  policy: ["false-alarm", "cloud-connector-blocked-by-policy"],
  factor: ["false-alarm", "cloud-connector-blocked-by-policy"],
  consent: ["false-alarm", "cloud-connector-blocked-by-policy"],
  federation: ["anchor-mismatch", "anchor-unusable", "federated-domain-change"],
  agent: ["sign-in-agent-failing"],
  application: [ENGINE, "service-principal-missing"],
};
const aadstsRows: ErrorRow[] = Object.entries(SIGN_IN_ERRORS).map(([number, { kind }]) => ({
  names: [`AADSTS${number}`, number],
  stage: "sign-in",
  codes: CAUSES[kind],
}));
const row = (codes: readonly RootCause[], ...names: string[]): ErrorRow => ({ names, stage: "sign-in", codes });
const FAILING: RootCause = "password-writeback-failing";

export const SIGN_IN_ROWS: readonly ErrorRow[] = [
  ...aadstsRows,
  row(
    [
      "password-sync-stalled",
      "password-hash-rights-missing",
      "host-setting-incompatible",
      "domain-controller-unreachable",
      "name-resolution-failure",
      "endpoint-blocked",
    ],
    "611",
  ),
  row(["password-sync-stalled", ENGINE, "host-setting-incompatible", "endpoint-blocked"], "652", "655", "662"),
  row(SENDING, "656", "657"),
  row(["host-setting-incompatible"], "667"),
  row([FAILING], "33001", "33002", "33003", "33004", "33009", "34002", "34003", "80070005", "SSPR_0029", "SSPR_0010"),
  row([FAILING, "password-writeback-refused"], "6329", "31003", "31008", "31011", "34001"),
  row(["password-writeback-refused"], "33008", "800708C5", "80230619"),
  row([FAILING, "endpoint-blocked"], "31034", "31044", "32001", "32002", "32011"),
  row([FAILING], "31016", "32000", "32004", "32005", "32007", "32008", "32009", "32010"),
];
