import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findSession, holdsDemonstration, type People } from '@kursholder/monitoring';
import { sessionTokenOf } from '@kursholder/platform';
import express, { Router, type Request } from 'express';

/** The dashboard's addresses; they are Danish, because people read and mail them. */
const pages = [/^\/$/, /^\/log-ind$/, /^\/tiltag(\/[^/]+)?$/, /^\/indberet(\/[^/]+)?$/];

const notApi = /^\/(?!api(\/|$)|health(\/|$)|assets\/|metrics$)/;

/**
 * The built dashboard: its files, and its one page for every address of its own. Without signing in
 * a page leads to `/log-ind` and from there back again.
 */
export function dashboard(folder: string, db: People): Router {
  const router = Router();
  router.use(
    '/assets',
    express.static(join(folder, 'assets'), { immutable: true, maxAge: '1y', index: false }),
  );
  // Not for the API, at each of whose requests it would look for a file.
  router.get(notApi, express.static(folder, { index: false, maxAge: 0 }));
  router.get(notApi, async (request, response) => {
    if (request.path !== '/log-ind' && !(await isSignedIn(request, db))) {
      response.redirect(302, `/log-ind?til=${encodeURIComponent(request.originalUrl)}`);
      return;
    }
    const isKnown = pages.some((page) => page.test(request.path));
    response.status(isKnown ? 200 : 404).set('Cache-Control', 'no-store');
    const page = join(folder, 'index.html');
    if (await holdsDemonstration(db)) {
      response.type('html').send(marked(await readFile(page, 'utf8')));
    } else response.sendFile(page);
  });
  return router;
}

/** The sign-in page asks nobody, and must say all the same that the figures behind it are invented. */
const marked = (html: string) =>
  html.replace('</head>', '<meta name="kursholder-demonstration" /></head>');

async function isSignedIn(request: Request, db: People): Promise<boolean> {
  const token = sessionTokenOf(request);
  return token !== undefined && (await findSession(db, token)) !== undefined;
}
