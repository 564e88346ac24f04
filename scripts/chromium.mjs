/** Where Chromium is on this machine; undefined where it is not. CHROMIUM names it first. */
import { existsSync } from "node:fs";

export const chromium = [
  process.env.CHROMIUM,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
].find((path) => path && existsSync(path));
export const HOW_TO_GET_IT = "set CHROMIUM to its path, or install the package `chromium`";
