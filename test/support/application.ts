import { randomUUID } from 'node:crypto';
import { startAll, startDemonstration } from '../../apps/kursholder/src/parts';
import type { Part, PartOptions } from '../../apps/kursholder/src/service';
import { freshDatabase, rootDir } from './database';

export const password = 'en-adgangskode-til-proever';

/** The whole application over real HTTP on a database of the spec file's own. */
export interface Application {
  readonly url: string;
  readonly connectionString: string;
  /** What the start said. */
  readonly said: readonly string[];
  /** A client that is signed in as a role account, such as `controller`. */
  as(account: string): Promise<Client>;
  anonymous(): Client;
}

/** How the application is started on a database. */
export const settingsOf = (
  connectionString: string,
  {
    rateLimitPerMinute = 0,
    progress = () => undefined,
  }: { rateLimitPerMinute?: number; progress?: (line: string) => void } = {},
): PartOptions => ({
  connectionString,
  rootDir,
  progress,
  config: {
    port: 0,
    host: '127.0.0.1',
    databaseUrl: undefined,
    redisUrl: undefined,
    dataDir: '.data',
    demoPassword: password,
    rateLimitPerMinute,
    publicUrl: undefined,
    logLevel: 'fatal',
  },
});

interface ApplicationOptions {
  rateLimitPerMinute?: number;
  /** Eksempelby with its story instead of Norddjurs. */
  demonstration?: boolean;
}

export async function startApplication({
  rateLimitPerMinute = 0,
  demonstration = false,
}: ApplicationOptions = {}): Promise<Application & { stop(): Promise<void> }> {
  const database = await freshDatabase();
  const { connectionString } = database;
  const said: string[] = [];
  const part: Part = await (demonstration ? startDemonstration : startAll)(
    settingsOf(connectionString, { rateLimitPerMinute, progress: (line) => said.push(line) }),
  );
  const url = part.url ?? '';
  const clients = new Map<string, Promise<Client>>();
  const written = new Written();
  return {
    url,
    connectionString,
    said,
    as: (account) => {
      const municipality = demonstration ? 'eksempel' : 'norddjurs';
      const client = clients.get(account) ?? Client.signIn(url, account, { municipality, written });
      clients.set(account, client);
      return client;
    },
    anonymous: () => new Client(url, {}, new Written()),
    stop: async () => {
      await part.close();
      await database.drop();
    },
  };
}

export function useApplication(options: ApplicationOptions = {}): Application {
  let running: Awaited<ReturnType<typeof startApplication>> | undefined;
  beforeAll(async () => {
    running = await startApplication(options);
  }, 120_000);
  afterAll(async () => {
    await running?.stop();
  }, 30_000);
  const held = () => {
    if (running) return running;
    throw new Error('the application runs from beforeAll on');
  };
  return {
    get url() {
      return held().url;
    },
    get connectionString() {
      return held().connectionString;
    },
    get said() {
      return held().said;
    },
    as: (account) => held().as(account),
    anonymous: () => held().anonymous(),
  };
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  /* What comes back is compared, not computed with. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any;
}

/** How far a municipality's log was written by a spec file: it reads no less than what it wrote. */
class Written {
  private position = 0;

  note(answer: unknown): void {
    const { position } = answer as { position?: unknown };
    if (typeof position === 'number') this.position = Math.max(this.position, position);
  }

  /** The address of a read that says nothing itself of what it wants to know. */
  atLeast(path: string): string {
    if (this.position === 0 || /[?&](atLeastPosition|knownAt)/.test(path)) return path;
    return `${path}${path.includes('?') ? '&' : '?'}atLeastPosition=${String(this.position)}`;
  }
}

/** The headers of a session that is opened for a role account. */
export async function signIn(url: string, account: string, municipality = 'norddjurs') {
  const response = await fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: `${account}@${municipality}.example`, password }),
  });
  if (response.status !== 200) throw new Error(`sign-in answered ${String(response.status)}`);
  const { csrfToken } = (await response.json()) as { csrfToken: string };
  const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? '';
  return { cookie, 'x-csrf-token': csrfToken };
}

export class Client {
  constructor(
    private readonly url: string,
    private readonly headers: Readonly<Record<string, string>>,
    private readonly written: Written,
  ) {}

  static async signIn(
    url: string,
    account: string,
    { municipality = 'norddjurs', written = new Written() } = {},
  ): Promise<Client> {
    return new Client(url, await signIn(url, account, municipality), written);
  }

  /** The same session with other headers. */
  with(headers: Record<string, string>): Client {
    return new Client(this.url, { ...this.headers, ...headers }, this.written);
  }

  get(path: string): Promise<Reply> {
    return this.send('GET', this.written.atLeast(path));
  }

  /** Sends JSON; a text is sent as it is. */
  post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Reply> {
    return this.send('POST', path, {
      body: typeof body === 'string' ? body : JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...headers },
    });
  }

  /** Posts with a key of its own and expects it to be recorded. */
  async command(
    path: string,
    body: unknown,
  ): Promise<{ id: string; version: number; position: number }> {
    const reply = await this.post(path, body, { 'idempotency-key': randomUUID() });
    if (reply.status !== 201) {
      throw new Error(`${path} answered ${String(reply.status)}: ${JSON.stringify(reply.body)}`);
    }
    return reply.body as { id: string; version: number; position: number };
  }

  delete(path: string): Promise<Reply> {
    return this.send('DELETE', path);
  }

  async upload(
    path: string,
    file: { name: string; bytes: Uint8Array },
    fields: Record<string, string> = {},
    headers: Record<string, string> = {},
  ): Promise<Reply> {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    form.set('file', new Blob([Uint8Array.from(file.bytes)]), file.name);
    return this.send('POST', path, { body: form, headers });
  }

  async send(
    method: string,
    path: string,
    {
      body,
      headers = {},
    }: { body?: string | Uint8Array | FormData; headers?: Record<string, string> } = {},
  ): Promise<Reply> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: { ...this.headers, ...headers },
      redirect: 'manual',
      ...(body === undefined ? {} : { body }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    const answer = isJson ? (JSON.parse(text) as unknown) : text;
    if (method !== 'GET' && response.ok && isJson) this.written.note(answer);
    return { status: response.status, headers: response.headers, body: answer };
  }
}
