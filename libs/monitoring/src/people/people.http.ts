import { Body, Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import {
  Act,
  Describes,
  Problem,
  Public,
  sessionCookie,
  sessionTokenOf,
  text,
  type Actor,
} from '@kursholder/platform';
import type { Request, Response } from 'express';
import { Kysely } from 'kysely';
import { z } from 'zod';
import { isPassword } from './passwords';
import {
  accountByEmail,
  audit,
  findSession,
  openSession,
  recordFailure,
  secondsUntilNextAttempt,
  type PeopleDb,
  type Session,
} from './people.queries';
import { acts, actsOf } from './people.rules';
import { Sessions } from './sessions';

const credentials = z.strictObject({
  email: text(320),
  password: z.string().min(1, { error: 'input.blank' }).max(1_000),
});

const me = z
  .object({
    user: z.object({
      id: z.string(),
      name: z.string(),
      email: z.string(),
      roles: z.array(z.string()),
      scopes: z.array(z.string()),
    }),
    municipality: z.object({
      id: z.string(),
      name: z.string(),
      demonstration: z.boolean().meta({ description: 'Everything in its log is invented.' }),
    }),
    csrfToken: z.string(),
    may: z.array(z.enum(acts)),
  })
  .meta({ id: 'Me' });

@Controller('/api/v1')
export class PeopleController {
  /** Attempts of one account and address run one after another, so that none slips past the limit. */
  private readonly running = new Map<string, Promise<unknown>>();

  constructor(
    private readonly db: Kysely<PeopleDb>,
    private readonly sessions: Sessions,
  ) {}

  @Post('session')
  @Public()
  @HttpCode(200)
  @Describes('Sign in; sets the session cookie', me)
  async signIn(
    @Body({ schema: credentials }) { email, password }: z.infer<typeof credentials>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<z.infer<typeof me>> {
    const address = request.ip ?? '';
    const account = await this.oneAtATime(`${email.toLowerCase()} ${address}`, () =>
      this.verify(email, password, address),
    );
    const token = await openSession(this.db, account.id);
    response.cookie(sessionCookie, token, {
      httpOnly: true,
      sameSite: 'lax',
      secure: request.secure,
      path: '/',
    });
    const session = await findSession(this.db, token);
    if (!session) throw new Error('the session that was just opened is not there');
    return meOf(session);
  }

  @Delete('session')
  @Act('session')
  @HttpCode(204)
  async signOut(
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    const token = sessionTokenOf(request);
    if (token !== undefined) await this.sessions.end(token);
    response.clearCookie(sessionCookie, { path: '/' });
  }

  @Get('me')
  @Act('session')
  @Describes('Who is signed in, and the token that writes need', me)
  async me(@Req() request: Request): Promise<z.infer<typeof me>> {
    const session = await this.sessions.find(sessionTokenOf(request) ?? '');
    if (!session) throw new Problem(401, 'people.not-signed-in');
    return meOf(session);
  }

  /** The account behind the credentials; 401 when they are wrong, 429 after too many failures. */
  private async verify(email: string, password: string, address: string): Promise<{ id: string }> {
    const seconds = await secondsUntilNextAttempt(this.db, email, address);
    if (seconds > 0) {
      throw new Problem(429, 'people.too-many-attempts', {
        facts: { retryAfterSeconds: seconds },
        headers: { 'Retry-After': String(seconds) },
      });
    }
    const account = await accountByEmail(this.db, email).executeTakeFirst();
    if (await isPassword(password, account?.password_hash)) {
      if (account === undefined) throw new Error('a password without its account');
      await audit(this.db, entry('signed in', account, address));
      return account;
    }
    await recordFailure(this.db, email, address);
    await audit(this.db, entry('sign-in refused', account, address));
    throw new Problem(401, 'people.credentials-wrong');
  }

  private async oneAtATime<T>(key: string, task: () => Promise<T>): Promise<T> {
    const before = this.running.get(key) ?? Promise.resolve();
    const run = before.then(task, task);
    this.running.set(key, run);
    try {
      return await run;
    } finally {
      if (this.running.get(key) === run) this.running.delete(key);
    }
  }
}

const entry = (
  what: string,
  account: { id: string; municipality: string } | undefined,
  address: string,
): PeopleDb['app.audit'] => ({
  municipality: account?.municipality ?? null,
  account: account?.id ?? null,
  what,
  address,
});

function meOf({ actor, municipality, csrfToken }: Session): z.infer<typeof me> {
  return {
    user: {
      id: actor.id,
      name: actor.name,
      email: actor.email,
      roles: [...actor.roles],
      scopes: scopesOf(actor),
    },
    municipality,
    csrfToken,
    may: actsOf(actor.roles),
  };
}

/** An owner acts on the measures of its post; everybody else in the whole municipality. */
const scopesOf = ({ roles, post }: Actor): string[] =>
  roles.includes('owner') && post !== null ? [`owner:${post}`] : ['municipality'];
