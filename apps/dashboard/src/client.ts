import type { CommandAnswer, List, Me, Problem } from './api';
import type { Language } from './format';

/**
 * The one place that talks to the server. It keeps what every request needs: the session's token
 * for writes, the language, and how far the read model must have come (`floor`) so that one sees
 * one's own command and what the live stream has announced.
 */

/** What every read of data depends on, besides its own question. */
export interface View {
  lang: Language;
  /** A day or instant: as known then. */
  knownAt: string | undefined;
}

export class ProblemError extends Error {
  constructor(
    readonly problem: Problem,
    readonly retryAfterSeconds: number | null,
  ) {
    super(problem.title);
    this.name = 'ProblemError';
  }
  get status() {
    return this.problem.status;
  }
}

/** The server did not answer at all. */
export class Unreachable extends Error {
  constructor() {
    super('unreachable');
    this.name = 'Unreachable';
  }
}

type Query = Record<string, string | number | boolean | undefined>;

let csrfToken = '';
let floor = 0;
/** Keys of commands whose outcome is not known: the same command sent again must carry the same key. */
const openKeys = new Map<string, string>();

export function raiseFloor(position: number): void {
  floor = Math.max(floor, position);
}

export function forgetSession(): void {
  csrfToken = '';
  floor = 0;
  openKeys.clear();
}

export async function get<T>(
  path: string,
  { lang, knownAt }: View,
  query: Query = {},
  signal?: AbortSignal,
): Promise<T> {
  const reach = knownAt === undefined && floor > 0 ? { atLeastPosition: floor } : { knownAt };
  const response = await send(address(path, { ...query, ...reach }), {
    headers: { 'Accept-Language': lang },
    ...(signal ? { signal } : {}),
  });
  return (await response.json()) as T;
}

/** Every item of a list, page by page. */
export async function getAll<T>(
  path: string,
  view: View,
  query: Query = {},
  signal?: AbortSignal,
): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await get<List<T>>(path, view, { limit: 500, ...query, cursor }, signal);
    items.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return items;
}

export async function command(
  path: string,
  body: object,
  lang: Language,
  ifMatch?: number,
): Promise<CommandAnswer> {
  const text = JSON.stringify(body);
  const same = `${path} ${text}`;
  const key = openKeys.get(same) ?? randomKey();
  openKeys.set(same, key);
  try {
    const response = await send(address(path), {
      method: 'POST',
      body: text,
      headers: {
        ...writeHeaders(lang),
        'Idempotency-Key': key,
        ...(ifMatch === undefined ? {} : { 'If-Match': `"${String(ifMatch)}"` }),
      },
    });
    openKeys.delete(same);
    const answer = (await response.json()) as CommandAnswer;
    raiseFloor(answer.position);
    return answer;
  } catch (failure) {
    if (failure instanceof ProblemError && failure.status < 500) openKeys.delete(same);
    throw failure;
  }
}

/** A question in the shape of a command: nothing is recorded. */
export async function ask<T>(path: string, body: object, lang: Language): Promise<T> {
  const response = await send(address(path, { dryRun: true }), {
    method: 'POST',
    body: JSON.stringify(body),
    headers: writeHeaders(lang),
  });
  return (await response.json()) as T;
}

export async function fetchMe(lang: Language): Promise<Me> {
  const response = await send(address('/me'), { headers: { 'Accept-Language': lang } });
  return keepToken((await response.json()) as Me);
}

export async function signIn(email: string, password: string, lang: Language): Promise<Me> {
  const response = await send(address('/session'), {
    method: 'POST',
    body: JSON.stringify({ email, password }),
    headers: { 'Content-Type': 'application/json', 'Accept-Language': lang },
  });
  return keepToken((await response.json()) as Me);
}

export async function signOut(lang: Language): Promise<void> {
  await send(address('/session'), { method: 'DELETE', headers: writeHeaders(lang) });
  forgetSession();
}

export function address(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined) search.set(name, String(value));
  const text = search.toString();
  return `/api/v1${path}${text === '' ? '' : `?${text}`}`;
}

async function send(url: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { credentials: 'same-origin', ...init });
  } catch (failure) {
    if (failure instanceof DOMException && failure.name === 'AbortError') throw failure;
    throw new Unreachable();
  }
  if (response.ok) return response;
  throw new ProblemError(await problemOf(response), retryAfter(response));
}

async function problemOf(response: Response): Promise<Problem> {
  const unknown = { type: 'about:blank', title: response.statusText, status: response.status };
  try {
    return { ...unknown, ...((await response.json()) as Partial<Problem>) };
  } catch {
    // A proxy between us and the server answers with a page of its own.
    return unknown;
  }
}

function retryAfter(response: Response): number | null {
  const seconds = Number(response.headers.get('Retry-After') ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds : null;
}

function writeHeaders(lang: Language): Record<string, string> {
  return {
    'Content-Type': 'application/json',
    'Accept-Language': lang,
    'X-CSRF-Token': csrfToken,
  };
}

function keepToken(me: Me): Me {
  csrfToken = me.csrfToken;
  return me;
}

/** `crypto.randomUUID` exists only under TLS and on localhost. */
function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
