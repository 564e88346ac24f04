/** Without these two hosts no cycle reaches the cloud; the rest is for the wizard, for certificates or for older builds. */
export const DATA_PATH = /^(login|adminwebservice)\.microsoftonline\.com$/i;
