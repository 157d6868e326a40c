import pino, { type DestinationStream, type Logger } from 'pino';

export type { Logger } from 'pino';

/**
 * One JSON line per thing that happened. Secrets are cut out here, whoever logs them; names, notes
 * and other words of people do not belong in the log at all.
 */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: secretPaths, censor: '[secret]' },
    serializers: { err: plainError, error: plainError },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

const secretNames = [
  'password',
  'passwordHash',
  'token',
  'csrfToken',
  'apiKey',
  'connectionString',
  'databaseUrl',
  'redisUrl',
  'authorization',
  'cookie',
  '["set-cookie"]',
  '["x-csrf-token"]',
];

/** On the line itself and up to three objects down: req.headers.cookie is two. */
const secretPaths = ['', '*', '*.*', '*.*.*'].flatMap((above) =>
  secretNames.map((name) => {
    const bracketed = name.startsWith('[');
    return above === '' || bracketed ? `${above}${name}` : `${above}.${name}`;
  }),
);

/** PostgreSQL's `detail` and `where` quote the row, and with it what people wrote. */
function plainError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { name, message, stack } = error;
  const { code, constraint } = error as { code?: unknown; constraint?: unknown };
  return {
    type: name,
    message: withoutPasswords(message),
    stack: withoutPasswords(stack ?? ''),
    code,
    constraint,
    ...(error.cause === undefined ? {} : { cause: plainError(error.cause) }),
  };
}

const withoutPasswords = (text: string) =>
  text.replace(/(\w+:\/\/[^\s:/@]*):[^\s/@]+@/g, '$1:[secret]@');
