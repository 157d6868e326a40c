import { createLogger } from './logger';

function logged(write: (log: ReturnType<typeof createLogger>) => void, level = 'info') {
  const lines: string[] = [];
  write(createLogger(level, { write: (line: string) => lines.push(line) }));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('the log', () => {
  it('has one line per thing, with its fields and the instant', () => {
    const [line, ...rest] = logged((log) => {
      log.info({ stream: 'measure-R307', ms: 3 }, 'command accepted');
    });
    expect(line).toMatchObject({ stream: 'measure-R307', ms: 3, msg: 'command accepted' });
    expect(line?.['time']).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    expect(rest).toEqual([]);
  });

  it.each([
    ['on the line', { password: 'hemmelig' }],
    ['in an object', { body: { password: 'hemmelig' } }],
    ['in a header', { req: { headers: { cookie: 'hemmelig', 'x-csrf-token': 'hemmelig' } } }],
    ['in an answer', { res: { headers: { 'set-cookie': ['hemmelig'] } } }],
    ['deep down', { a: { b: { c: { token: 'hemmelig' } } } }],
    ['in an address', { err: new Error('cannot reach postgresql://bruger:hemmelig@db/x') }],
  ])('keeps no secret %s', (_, fields) => {
    expect(JSON.stringify(logged((log) => { log.info(fields, 'x'); }))).not.toContain('hemmelig'); // prettier-ignore
  });

  it('keeps of a database error the code and not the row', () => {
    const error = Object.assign(new Error('duplicate key'), {
      code: '23505',
      detail: 'Key (email)=(someone@example) exists',
    });
    const text = JSON.stringify(logged((log) => { log.error({ err: error }, 'x'); })); // prettier-ignore
    expect(text).toContain('23505');
    expect(text).not.toContain('someone@example');
  });

  it('leaves out what is below its level', () => {
    expect(logged((log) => { log.info('x'); }, 'warn')).toEqual([]); // prettier-ignore
  });
});
