import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootDir } from '../../../test/support/database';
import { envExample, loadConfig, settingsTable } from './config';

describe('the settings', () => {
  it('have a value for everything when nothing is set', () => {
    expect(loadConfig({})).toEqual({
      port: 3000,
      host: '127.0.0.1',
      databaseUrl: undefined,
      redisUrl: undefined,
      dataDir: '.data',
      demoPassword: undefined,
      rateLimitPerMinute: 600,
      publicUrl: undefined,
      logLevel: 'info',
    });
  });

  it('come from the environment', () => {
    const env = {
      PORT: '0',
      HOST: '::1',
      DATABASE_URL: 'postgresql://u:p@db/kursholder',
      REDIS_URL: 'redis://cache:6379/2',
      KURSHOLDER_DATA_DIR: '/srv/kursholder data',
      KURSHOLDER_DEMO_PASSWORD: 'æble grød',
      RATE_LIMIT_PER_MINUTE: '0',
      PUBLIC_URL: 'https://kursholder.example/',
      LOG_LEVEL: 'debug',
    };
    expect(loadConfig(env)).toEqual({
      port: 0,
      host: '::1',
      databaseUrl: 'postgresql://u:p@db/kursholder',
      redisUrl: 'redis://cache:6379/2',
      dataDir: '/srv/kursholder data',
      demoPassword: 'æble grød',
      rateLimitPerMinute: 0,
      publicUrl: 'https://kursholder.example',
      logLevel: 'debug',
    });
  });

  it('that are empty count as unset', () => {
    expect(loadConfig({ PORT: '', DATABASE_URL: '' })).toEqual(loadConfig({}));
  });

  it('that are bad are all named at once, with what is expected and no secret', () => {
    const env = {
      PORT: '70000',
      HOST: 'a b',
      DATABASE_URL: 'mysql://u:topsecret@db/x',
      LOG_LEVEL: 'loud',
    };
    const load = () => loadConfig(env);
    expect(load).toThrow(/PORT is "70000"; expected a whole number from 0 to 65535/);
    expect(load).toThrow(/HOST is "a b"; expected a host name/);
    expect(load).toThrow(/DATABASE_URL is not usable; expected an address like postgresql:/);
    expect(load).toThrow(/LOG_LEVEL is "loud"; expected one of fatal, error/);
    expect(load).not.toThrow(/topsecret|REDIS_URL/);
  });

  it.each([
    ['PORT', ['-1', '3000.5', 'abc', '0x50', ' 80', '65536']],
    ['RATE_LIMIT_PER_MINUTE', ['-1', '1e3', '1000001']],
    ['REDIS_URL', ['localhost:6379', 'http://cache']],
    [
      'PUBLIC_URL',
      ['kursholder.example', 'ftp://x', 'https://x/path', 'https://x/?q', 'https://x/#'],
    ],
    ['KURSHOLDER_DATA_DIR', ['a\0b', 'x'.repeat(1001)]],
    ['KURSHOLDER_DEMO_PASSWORD', ['x'.repeat(201), 'a\nb']],
  ])('refuse for %s what it cannot be', (name, values) => {
    for (const value of values) expect(() => loadConfig({ [name]: value })).toThrow(name);
  });

  it('are listed once each in the table', () => {
    const lines = settingsTable().split('\n');
    expect(lines).toContain('| `PORT` | `3000` | Port of the HTTP server |');
    expect(lines).toHaveLength(11);
  });

  it('are in .env.example as the schema has them', () => {
    expect(readFileSync(join(rootDir, '.env.example'), 'utf8')).toBe(envExample());
  });
});
