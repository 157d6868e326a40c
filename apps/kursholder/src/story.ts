import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EventStore } from '@kursholder/eventstore';
import {
  accountByEmail,
  endSession,
  findSession,
  openSession,
  type People,
} from '@kursholder/monitoring';
import { sessionCookie, type Progress } from '@kursholder/platform';
import { addressOf } from './first-load';
import { progressBar } from './progress-bar';

/*
 * A story is a list of commands in the API's shape, in the order of their days. Each is sent to the
 * server's own API, so that nothing is in it that a person could not have entered. Each has a key
 * made of itself: what a later start finds recorded is passed over, and a start that was cut off
 * goes on where it stopped.
 */

/** One line of a story. */
interface Told {
  /** The day it happens. What lies after today is left to a start on a later day. */
  readonly on: string;
  /** The role account that does it. */
  readonly who: string;
  /** The address after `/api/v1/`; `{name}` is the id of what an earlier line made. */
  readonly post: string;
  /** What later lines call the thing that this one makes. */
  readonly as?: string;
  readonly body: Readonly<Record<string, unknown>>;
}

interface Stage {
  readonly municipality: string;
  readonly people: People;
  readonly store: EventStore;
  /** Where the running server is reached. */
  readonly address: string;
  readonly today: string;
  readonly progress: Progress;
}

export async function tellStory(path: string, stage: Stage): Promise<void> {
  const { municipality, people, store, address, today, progress } = stage;
  const story = JSON.parse(await readFile(path, 'utf8')) as Told[];
  const past = story.filter(({ on }) => on <= today);
  const actors = new Map<string, Actor>();
  for (const who of new Set(past.map((told) => told.who))) {
    actors.set(who, await enter(people, addressOf(who, municipality)));
  }
  const made = new Map<string, string>();
  const bar = progressBar('invented facts');
  for (const [at, told] of past.entries()) {
    const actor = actors.get(told.who);
    if (!actor) throw new Error(`a story about ${told.who}, who has no account`);
    const key = createHash('sha256').update(JSON.stringify(told)).digest('hex');
    const recorded = await store.findCommand(municipality, `${actor.account}:${key}`);
    const where = told.post.replace(/\{(.+?)\}/g, (_, name: string) => made.get(name) ?? name);
    const outcome = recorded
      ? (recorded.metadata as { id: string })
      : await send(`${address}/api/v1/${where}`, told.body, { actor, key });
    if (!recorded) bar.show(at + 1, past.length);
    if ('id' in outcome) made.set(told.as ?? '', outcome.id);
    // Somebody may have tried things out since the last start: that is what a demonstration is for.
    else progress(`Left out of the story: ${told.on} ${told.post}: ${outcome.refusal}`);
  }
  bar.end();
  for (const { token } of actors.values()) await endSession(people, token).execute();
  const ahead = story.length - past.length;
  if (ahead > 0)
    progress(`${String(ahead)} facts lie after today; a start on a later day adds them`);
}

interface Actor {
  readonly account: string;
  readonly token: string;
  readonly csrfToken: string;
}

/** A session without the password, which may have been chosen at an earlier start. */
async function enter(people: People, email: string): Promise<Actor> {
  const { id } = await accountByEmail(people, email).executeTakeFirstOrThrow();
  const token = await openSession(people, id);
  const session = await findSession(people, token);
  if (!session) throw new Error('the session that was just opened is not there');
  return { account: id, token, csrfToken: session.csrfToken };
}

type Outcome = { readonly id: string } | { readonly refusal: string };

async function send(
  address: string,
  body: Told['body'],
  sender: { readonly actor: Actor; readonly key: string },
): Promise<Outcome> {
  const response = await fetch(address, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      Cookie: `${sessionCookie}=${sender.actor.token}`,
      'X-CSRF-Token': sender.actor.csrfToken,
      'Idempotency-Key': sender.key,
    },
    body: JSON.stringify(body),
  });
  const answer = (await response.json()) as { id: string; code: string };
  // Too many at once, or the read models are behind: the server says when to come again.
  const seconds = response.headers.get('Retry-After');
  if (seconds !== null) {
    await sleep(Number(seconds) * 1000);
    return send(address, body, sender);
  }
  return response.ok ? { id: answer.id } : { refusal: answer.code };
}
