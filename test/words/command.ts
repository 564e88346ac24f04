/** `npm run words [-- room …]`: the texts that stand in one language only, by file. */
import { oneLanguage, ROOMS } from "./scan";

const rooms = process.argv.slice(2),
  found = oneLanguage(rooms.length > 0 ? rooms : ROOMS);
for (const { file, line, text } of found) console.log(`${file}:${line}  ${text.slice(0, 140)}`);
console.log(`${found.length} texts in one language only`);
