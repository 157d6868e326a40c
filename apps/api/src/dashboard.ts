import { join } from 'node:path';
import { findSession, type People } from '@kursholder/monitoring';
import { sessionTokenOf } from '@kursholder/platform';
import express, { Router, type Request } from 'express';

/** The dashboard's addresses; they are Danish, because people read and mail them. */
const pages = [/^\/$/, /^\/log-ind$/, /^\/tiltag(\/[^/]+)?$/, /^\/indberet(\/[^/]+)?$/];

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
  router.use(express.static(folder, { index: false, maxAge: 0 }));
  router.get(/^\/(?!api(\/|$)|health(\/|$)|assets\/|metrics$)/, async (request, response) => {
    if (request.path !== '/log-ind' && !(await isSignedIn(request, db))) {
      response.redirect(302, `/log-ind?til=${encodeURIComponent(request.originalUrl)}`);
      return;
    }
    const isKnown = pages.some((page) => page.test(request.path));
    response.status(isKnown ? 200 : 404).set('Cache-Control', 'no-store');
    response.sendFile(join(folder, 'index.html'));
  });
  return router;
}

async function isSignedIn(request: Request, db: People): Promise<boolean> {
  const token = sessionTokenOf(request);
  return token !== undefined && (await findSession(db, token)) !== undefined;
}
