/** A site of real processes: the bot and the agent of the crash matrix, ended by SIGKILL. */
import type { Scenario } from "../../src/lab/scenario";
import { Stage } from "../crash/stage";
import type { Site } from "./site";

export class Killed implements Site {
  private constructor(private readonly stage: Stage) {}
  static async start(scenario: Scenario): Promise<Killed> {
    return new Killed(await Stage.start(scenario));
  }
  get connector() {
    return this.stage.connector;
  }
  get tenantId(): string {
    return this.stage.tenantId;
  }
  get messages(): string {
    return this.stage.messages;
  }
  advance(ms: number): void {
    this.stage.world.advance(ms);
  }
  orDied<T>(work: Promise<T>): Promise<T> {
    return this.stage.bot.orDied(work);
  }
  idle(): Promise<void> {
    return this.stage.idle();
  }
  async restart(): Promise<void> {
    await this.stage.bot.end();
    await this.stage.startBot();
  }
  async crash(): Promise<void> {
    await this.stage.bot.kill();
    await this.stage.startBot();
  }
  refusesSecond(): Promise<boolean> {
    return this.stage.startBot().then(
      () => false,
      () => true,
    );
  }
  stored(conversationId: string) {
    return this.stage.stored(conversationId);
  }
  effects(): string[] {
    return this.stage.effects();
  }
  close(): Promise<void> {
    return this.stage.close();
  }
}
