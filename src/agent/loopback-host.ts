/** A PremisesHost in another program on the same machine, asked over loopback HTTP. */
import type { CollectAnswers, PremisesCommand, PremisesQuestion } from "../domain";
import type { CommandResult, PremisesHost } from "./host";

/** `url`: http://127.0.0.1:PORT, nothing else; `token`: sent as a bearer token. */
export class LoopbackHost implements PremisesHost {
  constructor(
    private readonly url: string,
    private readonly token: string,
  ) {
    if (!/^http:\/\/127\.0\.0\.1:\d+$/.test(url)) throw new Error("A host over loopback is on 127.0.0.1");
  }
  async #post(path: string, body: unknown, signal?: AbortSignal): Promise<unknown> {
    const r = await fetch(`${this.url}${path}`, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { Authorization: `Bearer ${this.token}`, "Content-Type": "application/json" },
      ...(signal === undefined ? {} : { signal }),
    });
    if (!r.ok) throw new Error(`The host answered ${r.status}`);
    return r.json();
  }
  collect(questions: readonly PremisesQuestion[], signal: AbortSignal): Promise<CollectAnswers> {
    return this.#post("/collect", questions, signal) as Promise<CollectAnswers>;
  }
  execute(command: PremisesCommand, signal: AbortSignal): Promise<CommandResult> {
    return this.#post("/execute", command, signal) as Promise<CommandResult>;
  }
  /** The agent's version as the host knows it. */
  async version(): Promise<string> {
    return ((await this.#post("/state", {})) as { version: string }).version;
  }
}
