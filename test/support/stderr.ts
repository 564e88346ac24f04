/** What is written to stderr while `work` runs, as lines; it is shown as well if it is no JSON. */
export async function capturedStderr(work: () => Promise<unknown>): Promise<string[]> {
  const original = process.stderr.write.bind(process.stderr);
  let text = "";
  process.stderr.write = ((part: string | Uint8Array) => {
    text += String(part);
    return true;
  }) as typeof process.stderr.write;
  try {
    await work();
  } finally {
    process.stderr.write = original;
  }
  return text.split("\n").filter((l) => l !== "");
}
