import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { StartupProblem } from '@kursholder/platform';
import cookieParser from 'cookie-parser';
import helmet from 'helmet';
import { pinoHttp } from 'pino-http';
import { AppModule, type Foundations } from './app.module';
import { jsonBody, readyOnly } from './bodies';
import { dashboard } from './dashboard';
import { ApiDocument } from './openapi.http';

export interface ApiSettings {
  readonly port: number;
  readonly host: string;
  /** Where people reach it; https means that cookies are for https only. */
  readonly publicUrl: string | undefined;
  /** The folder that holds `dist/dashboard`. */
  readonly rootDir: string;
}

export interface Api {
  /** Where people reach it. */
  readonly url: string;
  /** Where this machine reaches it. */
  readonly address: string;
  close(): Promise<void>;
}

/** Opens the doors: HTTP API, dashboard and event streams. Answers 503 until it is told ready. */
export async function startApi(foundations: Foundations, settings: ApiSettings): Promise<Api> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule.on(foundations), {
    // What goes wrong is thrown, or answered and logged by the problem filter.
    logger: false,
    bodyParser: false,
    // An open event stream would hold `close` for ever.
    forceCloseConnections: true,
    abortOnError: false,
  });
  // Express's own weak ETag would take the place of the version.
  app.set('etag', false);
  app.disable('x-powered-by');
  const isBehindTls = settings.publicUrl?.startsWith('https:') === true;
  if (isBehindTls) app.set('trust proxy', 'loopback, linklocal, uniquelocal');
  app.use(requestLog(foundations));
  app.use(securityHeaders(isBehindTls));
  app.use(readyOnly(foundations.readiness));
  app.use(cookieParser());
  app.use(jsonBody());
  app.use(dashboard(join(settings.rootDir, 'dist/dashboard'), foundations.db));
  await app.init();
  app.get(ApiDocument).document = SwaggerModule.createDocument(
    app,
    new DocumentBuilder()
      .setTitle('Kursholder')
      .setVersion('1')
      .addCookieAuth('kursholder_session')
      .build(),
  );
  await listen(app, settings);
  const address = await app.getUrl();
  return { url: settings.publicUrl ?? address, address, close: () => app.close() };
}

async function listen(app: NestExpressApplication, { port, host }: ApiSettings): Promise<void> {
  try {
    await app.listen(port, host);
  } catch (error) {
    await app.close();
    throw new StartupProblem(whyNot(error, port, host));
  }
}

function whyNot(error: unknown, port: number, host: string): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') {
    return `Port ${String(port)} on ${host} is taken by another program. Choose another with PORT.`;
  }
  if (code === 'EACCES') {
    return `Port ${String(port)} may not be used by this user. Choose one above 1023 with PORT.`;
  }
  return `HOST ${host} with PORT ${String(port)} cannot be listened on (${message}).`;
}

const requestLog = ({ log }: Foundations) =>
  pinoHttp({
    logger: log,
    customLogLevel: () => 'debug',
    serializers: {
      // Neither cookies nor bodies nor queries: they may hold what people wrote.
      req: ({ method, url }: { method: string; url: string }) => ({
        method,
        path: url.split('?')[0],
      }),
      res: ({ statusCode }: { statusCode: number }) => ({ statusCode }),
    },
  });

const securityHeaders = (isBehindTls: boolean) =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        ...(isBehindTls ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: isBehindTls,
    referrerPolicy: { policy: 'same-origin' },
  });
