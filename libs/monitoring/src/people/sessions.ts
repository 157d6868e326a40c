import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { endSession, findSession, type People, type Session } from './people.queries';

/** How long the database's word for a session is taken, in milliseconds. */
const goodForMs = 1_000;

/**
 * The sessions of those who ask. Each request asks, so the database's answer is good for a second: a
 * session that ends here is refused at once, one that another process ends within that second.
 */
export class Sessions {
  private readonly found = new LRUCache<string, Promise<Session | undefined>>({
    max: 10_000,
    ttl: goodForMs,
  });

  constructor(private readonly db: People) {}

  /** The living session of a cookie's token. */
  find(token: string): Promise<Session | undefined> {
    const key = keyOf(token);
    const known = this.found.get(key);
    if (known) return known;
    const finding = this.read(key, token);
    // TRICKY: kept before it is there, so that an `end` meanwhile takes it away as well.
    this.found.set(key, finding);
    return finding;
  }

  async end(token: string): Promise<void> {
    await endSession(this.db, token).execute();
    this.found.delete(keyOf(token));
  }

  private async read(key: string, token: string): Promise<Session | undefined> {
    let session: Session | undefined;
    try {
      session = await findSession(this.db, token);
    } finally {
      // A token that opens nothing may be one that is about to.
      if (session === undefined) this.found.delete(key);
    }
    return session;
  }
}

/** Tokens are not kept, here either. */
const keyOf = (token: string) => createHash('sha256').update(token).digest('base64url');
