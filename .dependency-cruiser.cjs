/**
 * Who may know whom, a sentence each. `test/architecture.spec.ts` plants a forbidden import for
 * every one of them and expects it to be caught; ARCHITECTURE.md lists them.
 */
const slice = '^libs/monitoring/src/([^/]+)/';
const spec = '\\.(spec|e2e-spec)\\.ts$';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      comment: 'Nothing imports itself, however far round, types included.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'kernel-imports-nothing',
      comment: 'The kernel imports nothing.',
      severity: 'error',
      from: { path: '^libs/kernel/', pathNot: spec },
      to: { pathNot: '^libs/kernel/' },
    },
    {
      name: 'event-store-knows-no-product',
      comment: 'The event store knows no slice, app, setting or framework.',
      severity: 'error',
      from: { path: '^libs/eventstore/', pathNot: spec },
      to: { path: '^(libs/(monitoring|platform)|apps)/|node_modules/(@nestjs|bullmq|zod)/' },
    },
    {
      name: 'platform-knows-no-slice',
      comment: 'The platform knows no slice.',
      severity: 'error',
      from: { path: '^libs/platform/' },
      to: { path: '^(libs/monitoring|apps)/' },
    },
    {
      name: 'domain-is-pure',
      comment:
        'Events, deciders and rules import the kernel and one another, no framework, no SQL, no Node built-in.',
      severity: 'error',
      from: { path: '\\.(events|decider|rules)\\.ts$' },
      to: {
        pathNot: '^libs/kernel/|^libs/monitoring/src/[^/]+/[^/]+\\.(events|decider|rules)\\.ts$',
      },
    },
    {
      name: 'slices-meet-in-events-rules-queries',
      comment:
        'A slice sees another only through its events, rules, queries and module (its commands); labels are words, for all.',
      severity: 'error',
      from: { path: slice, pathNot: spec },
      to: {
        path: slice,
        pathNot: [
          '^libs/monitoring/src/$1/',
          '^libs/monitoring/src/labels/',
          '\\.(events|rules|queries|module)\\.ts$',
        ],
      },
    },
    {
      name: 'deciders-are-asked-by-their-module-only',
      comment: 'Queries, projections and doors never reach a decider but for its types.',
      severity: 'error',
      from: { path: '\\.(queries|projection|http|reply)\\.ts$' },
      to: { path: '\\.decider\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'nest-and-jobs-at-the-edge',
      comment: 'Nest and BullMQ only in doors, modules, the platform and the apps.',
      severity: 'error',
      from: { path: '^libs/', pathNot: ['^libs/platform/', '\\.(http|module)\\.ts$', spec] },
      to: { path: 'node_modules/(@nestjs|bullmq)/' },
    },
    {
      name: 'only-doors-know-http',
      comment: 'Only doors know HTTP.',
      severity: 'error',
      from: { path: '^libs/(kernel|eventstore|monitoring)/', pathNot: ['\\.http\\.ts$', spec] },
      to: { path: 'node_modules/(express|@types/express|cookie-parser|helmet)/' },
    },
    {
      name: 'no-library-imports-an-app',
      comment: 'No library imports an app.',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    {
      name: 'no-app-imports-another',
      comment: 'No app imports another, but for kursholder, the executable that starts them.',
      severity: 'error',
      from: { path: '^apps/(api|worker|dashboard)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'libraries-by-their-index',
      comment: 'A library is imported by its index.',
      severity: 'error',
      from: { path: '^(libs|apps)/([^/]+)/' },
      to: { path: '^libs/[^/]+/src/', pathNot: ['^$1/$2/', '^libs/[^/]+/src/index\\.ts$'] },
    },
    {
      name: 'product-knows-no-tests',
      comment: 'Product code imports no test code.',
      severity: 'error',
      from: { path: '^(libs|apps)/', pathNot: spec },
      to: { path: `^(test|bench)/|${spec}` },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|node_modules/\\.)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
