import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  retainSearchParams,
} from '@tanstack/react-router';
import { placeOf, readAddress, text, writeAddress, type Place, type Typed } from './place';
import { MissingPage } from './missing/MissingPage';
import { BrokenPage } from './missing/BrokenPage';
import { Root } from './shell/Root';
import { Shell } from './shell/Shell';

const root = createRootRoute({
  validateSearch: placeOf,
  search: { middlewares: [retainSearchParams<Place>(['aar', 'pr', 'sprog'])] },
  component: Root,
  notFoundComponent: () => (
    <Shell>
      <MissingPage />
    </Shell>
  ),
  errorComponent: BrokenPage,
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/log-ind',
  validateSearch: (search: Typed) => text(search, 'til'),
  component: lazyRouteComponent(() => import('./sign-in/SignInPage'), 'SignInPage'),
});

const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  component: () => <Shell />,
});

const overview = createRoute({
  getParentRoute: () => shell,
  path: '/',
  validateSearch: (search: Typed) => text(search, 'forklar'),
  component: lazyRouteComponent(() => import('./overview/OverviewPage'), 'OverviewPage'),
});

const measures = createRoute({
  getParentRoute: () => shell,
  path: '/tiltag',
  validateSearch: (search: Typed) => ({
    ...text(search, 'q'),
    ...text(search, 'status'),
    ...text(search, 'tovholder'),
  }),
  component: lazyRouteComponent(() => import('./measures/MeasuresPage'), 'MeasuresPage'),
});

const measure = createRoute({
  getParentRoute: () => shell,
  path: '/tiltag/$ref',
  validateSearch: (search: Typed) => ({ ...text(search, 'forklar'), ...text(search, 'haendelse') }),
  component: lazyRouteComponent(() => import('./measure/MeasurePage'), 'MeasurePage'),
});

const submit = createRoute({
  getParentRoute: () => shell,
  path: '/indberet',
  validateSearch: (search: Typed) => ({
    ...text(search, 'indikator'),
    ...text(search, 'periode'),
    ...text(search, 'visning'),
    ...text(search, 'enhed'),
    ...text(search, 'maaling'),
  }),
  component: lazyRouteComponent(() => import('./submit/SubmitPage'), 'SubmitPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([signIn, shell.addChildren([overview, measures, measure, submit])]),
  parseSearch: readAddress,
  stringifySearch: writeAddress,
  defaultPreload: 'intent',
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
