/** Files and folders that only the account of the program may open, whatever the umask and whoever made them before. */
import { chmod, mkdir, open, type FileHandle } from "node:fs/promises";

/** Asked before each write; throws where the folder is not this program's any more. */
export type Guard = () => void;
export const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;

/** Makes the folder where it is missing; takes the rights of others away where it is there. Windows keeps rights by other means. */
export async function privateFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: FOLDER_MODE });
  await chmod(path, FOLDER_MODE);
}
/** `flags` as for `open`: the file is made with mode 0600, and gets it where it was there already. */
export async function openPrivate(path: string, flags: "a" | "w"): Promise<FileHandle> {
  const file = await open(path, flags, FILE_MODE);
  try {
    await file.chmod(FILE_MODE);
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}
