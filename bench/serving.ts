import { once } from 'node:events';
import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { startAll } from '../apps/kursholder/src/parts';
import { settingsOf, signIn } from '../test/support/application';

/*
 * The application, and beside it in the same process a Nest server that answers one figure's JSON for
 * ever: `serving.ts <connection> <measure>`. Says where they are in one line of JSON, ends at "end".
 */

async function run(): Promise<void> {
  const [connectionString = '', measure = ''] = process.argv.slice(2);
  const part = await startAll(settingsOf(connectionString));
  const url = part.url ?? '';
  const { cookie } = await signIn(url, 'controller');
  const answer = await fetch(`${url}/api/v1/realisation/${measure}/2026`, { headers: { cookie } });
  const figure = (await answer.json()) as { position: number };
  const constant = await serveConstant(figure);
  const serving = { url, constantUrl: await constant.getUrl(), cookie, head: figure.position };
  process.stdout.write(`${JSON.stringify(serving)}\n`);
  await once(process.stdin, 'data');
  await constant.close();
  await part.close();
  process.exit(0);
}

async function serveConstant(answer: unknown): Promise<NestExpressApplication> {
  @Controller()
  class Constant {
    @Get()
    constant() {
      return answer;
    }
  }
  @Module({ controllers: [Constant] })
  class Root {}
  const app = await NestFactory.create<NestExpressApplication>(Root, { logger: ['error'] });
  await app.listen(0, '127.0.0.1');
  return app;
}

void run();
