import { Client } from 'pg';
import { connection, pause } from './postgres';

/*
 * Knows how far each log has come, whoever appended.
 *
 * Own commits are told by `own` at once. Those of other processes come by NOTIFY, which each process
 * sends on this connection, outside its appends (inside one it would cost a global lock for the time
 * of the commit), at most every `quietMs` a log. A NOTIFY is only a hint: what is missed, the look at
 * the heads each second finds. A lost connection is made again, and its first act is to look.
 */

const channel = 'log_appended';
const quietMs = 25;
const lookMs = 1_000;

export class Ears {
  private readonly positions = new Map<string, number>();
  private readonly unsent = new Map<string, number>();
  private sentAt = 0;
  private sending: NodeJS.Timeout | undefined;
  private client: Client | undefined;
  /** Calls on the connection, one after another. */
  private calls: Promise<unknown> = Promise.resolve();
  private closing = false;
  private wake: () => void = () => undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly connectionString: string,
    private readonly heard: (log: string, position: number) => void,
  ) {}

  open(): void {
    this.running = this.listenForEver();
  }

  async close(): Promise<void> {
    this.closing = true;
    clearTimeout(this.sending);
    await this.send();
    this.wake();
    await this.running;
  }

  /** A commit of this process: heard at once, told to others soon. */
  own(log: string, position: number): void {
    this.hear(log, position);
    this.unsent.set(log, position);
    if (this.sending) return;
    const rest = this.sentAt + quietMs - Date.now();
    this.sending = setTimeout(() => void this.send(), Math.max(0, rest));
  }

  private hear(log: string, position: number): void {
    if (position <= (this.positions.get(log) ?? 0)) return;
    this.positions.set(log, position);
    this.heard(log, position);
  }

  private async send(): Promise<void> {
    this.sending = undefined;
    this.sentAt = Date.now();
    const messages = [...this.unsent].map(([log, position]) => `${String(position)} ${log}`);
    this.unsent.clear();
    const { client } = this;
    if (!client || messages.length === 0) return;
    try {
      await this.inTurn(() =>
        client.query('select pg_notify($1, m) from unnest($2::text[]) as m', [channel, messages]),
      );
    } catch {
      // The others find it at their next look.
    }
  }

  private inTurn<Result>(call: () => Promise<Result>): Promise<Result> {
    const result = this.calls.then(call);
    this.calls = result.catch(() => undefined);
    return result;
  }

  private async listenForEver(): Promise<void> {
    while (!this.closing) {
      const client = new Client({ ...connection(this.connectionString), query_timeout: 5_000 });
      try {
        await this.listen(client);
      } catch {
        await pause(100);
      } finally {
        this.client = undefined;
        await client.end().catch(() => undefined);
      }
    }
  }

  private async listen(client: Client): Promise<void> {
    let lost = false;
    client.on('error', () => {
      lost = true;
      this.wake();
    });
    client.on('end', () => {
      lost = true;
      this.wake();
    });
    client.on('notification', ({ payload = '' }) => {
      const space = payload.indexOf(' ');
      this.hear(payload.slice(space + 1), Number(payload.slice(0, space)));
    });
    await client.connect();
    await client.query(`listen ${channel}`);
    this.client = client;
    while (!this.closing && !lost) {
      const { rows } = await this.inTurn(() =>
        client.query<[string, string]>({
          text: 'select log, position from log.heads',
          rowMode: 'array',
        }),
      );
      for (const [log, position] of rows) this.hear(log, Number(position));
      await this.rest();
    }
  }

  /** Until the next look, the end, or the loss of the connection. */
  private rest(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, lookMs);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
      if (this.closing) this.wake();
    });
  }
}
