import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A script of ours in a process of its own, spoken to by lines. */
export class Child {
  private readonly lines: AsyncIterator<string>;

  private constructor(private readonly process: ChildProcess) {
    if (!process.stdout) throw new Error('a child without output');
    this.lines = createInterface({ input: process.stdout })[Symbol.asyncIterator]();
  }

  static start(script: string, ...args: readonly string[]): Child {
    const loader = join(__dirname, '..', 'test', 'support', 'typescript.js');
    return new Child(
      spawn(process.execPath, ['-r', loader, join(__dirname, script), ...args], {
        stdio: ['pipe', 'pipe', 'inherit'],
      }),
    );
  }

  async line(): Promise<string> {
    const { value, done } = (await this.lines.next()) as IteratorResult<string, undefined>;
    if (done) throw new Error('the child ended before its answer');
    return value;
  }

  say(line: string): void {
    this.process.stdin?.write(`${line}\n`);
  }

  async ended(): Promise<void> {
    if (this.process.exitCode === null)
      await new Promise((done) => this.process.once('exit', done));
  }
}
