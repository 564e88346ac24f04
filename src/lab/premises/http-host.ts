/** The lab's PremisesHost: the agent's own process asks the simulator over loopback. */
import type { CollectAnswers, PremisesCommand, PremisesQuestion } from "../../domain";
import type { CommandResult, PremisesHost } from "../../agent/host";

export class HttpHost implements PremisesHost {
  constructor(
    private readonly url: string,
    private readonly token: string,
  ) {
    if (!/^http:\/\/127\.0\.0\.1:\d+$/.test(url)) throw new Error("The lab's host is on 127.0.0.1");
  }
  async #post(path: string, body: unknown, signal?: AbortSignal): Promise<unknown> {
    const r = await fetch(`${this.url}${path}`, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { Authorization: `Bearer ${this.token}`, "Content-Type": "application/json" },
      ...(signal === undefined ? {} : { signal }),
    });
    if (!r.ok) throw new Error(`The lab's host answered ${r.status}`);
    return r.json();
  }
  collect(questions: readonly PremisesQuestion[], signal: AbortSignal): Promise<CollectAnswers> {
    return this.#post("/collect", questions, signal) as Promise<CollectAnswers>;
  }
  execute(command: PremisesCommand, signal: AbortSignal): Promise<CommandResult> {
    return this.#post("/execute", command, signal) as Promise<CommandResult>;
  }
  /** Is the agent reachable in this world? */
  async state(): Promise<{ online: boolean; version: string }> {
    return (await this.#post("/state", {})) as { online: boolean; version: string };
  }
}
