/** A process that owns a data folder until it is ended: `holder.ts FOLDER`. Says `held`, or why not, and ends then. */
import { FolderLock } from "../../src/store/lock";

void FolderLock.take(process.argv[2]!).then(
  () => {
    process.stdout.write("held\n");
    setInterval(() => undefined, 60_000);
  },
  (error: Error) => {
    process.stdout.write(`${error.message}\n`);
    process.exit(2);
  },
);
