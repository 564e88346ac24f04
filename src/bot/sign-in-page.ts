/** The page of the sign-in dialog: it asks Teams for a token and hands it to the dialog. It knows nothing, and the server is told nothing by it. */
import { createHash } from "node:crypto";
import type { Page } from "./web";

/** Teams' own library, as its package names it with its hash (@microsoft/teams-js 2.34.0, README). */
const TEAMS_JS = "https://res.cdn.office.net/teams-js/2.34.0/js/MicrosoftTeams.min.js",
  TEAMS_JS_HASH = "sha384-brW9AazbKR2dYw2DucGgWCCcmrm2oBFV4HQidyuyZRI/TnAkmOOnTARSTdps3Hwt";
/** Where Teams shows dialogs: the page stands in no other frame. */
const FRAMES =
  "https://teams.microsoft.com https://*.teams.microsoft.com https://*.cloud.microsoft https://*.microsoft365.com https://*.office.com";

/** Asks for the context as the developer guide of Conditional Access authentication context says. What fails is shown as text. */
export const SIGN_IN_SCRIPT = `(async () => {
  const asked = new URLSearchParams(location.search), state = asked.get("state"), context = asked.get("context");
  await microsoftTeams.app.initialize();
  const claims = JSON.stringify({ access_token: { acrs: { essential: true, value: context } } });
  const token = await microsoftTeams.authentication.getAuthToken({ claims: [claims], silent: false });
  microsoftTeams.dialog.url.submit({ state, token });
})().catch((error) => {
  document.getElementById("says").textContent = "You were not signed in, and nothing was approved: " + (error && error.message || error);
});`;
const HTML = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Sign in to approve</title>
<script src="${TEAMS_JS}" integrity="${TEAMS_JS_HASH}" crossorigin="anonymous"></script></head>
<body><p id="says">Signing you in. Nothing is approved before you have signed in.</p>
<script>${SIGN_IN_SCRIPT}</script></body>
</html>
`;
const hashOf = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** Its path on the bot's own server. */
export const SIGN_IN_PATH = "/sign-in";
/** Only Teams' library and the page's own script may run. */
export const signInPage = (): Page => ({
  html: HTML,
  headers: {
    "content-security-policy": `default-src 'none'; script-src ${hashOf(SIGN_IN_SCRIPT)} https://res.cdn.office.net; connect-src https://res.cdn.office.net; base-uri 'none'; form-action 'none'; frame-ancestors ${FRAMES}`,
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
  },
});
