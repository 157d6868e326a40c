const swc = (syntax) => [
  '@swc/jest',
  {
    jsc: {
      parser: { syntax, decorators: true },
      ...(syntax === 'typescript'
        ? { transform: { legacyDecorator: true, decoratorMetadata: true } }
        : {}),
      target: 'es2022',
      keepClassNames: true,
    },
    module: { type: 'commonjs' },
  },
];

// The browser that comes as a package is for Linux on x64; elsewhere this names one of one's own.
const hasBrowser =
  `${process.platform} ${process.arch}` === 'linux x64' || process.env.KURSHOLDER_TEST_CHROMIUM;
if (!hasBrowser) {
  process.stderr.write(
    'Left out: the pages in a browser. None comes with the packages for this kind of machine; ' +
      'set KURSHOLDER_TEST_CHROMIUM to the path of a Chromium to run them.\n',
  );
}
const inBrowser = '<rootDir>/test/(pages|hand-in).e2e-spec.ts';

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/{libs,apps,test}/**/*.spec.ts', '<rootDir>/test/**/*.e2e-spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', ...(hasBrowser ? [] : [inBrowser])],
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.data'],
  transform: { '^.+\\.ts$': swc('typescript'), '^.+\\.m?js$': swc('ecmascript') },
  transformIgnorePatterns: [
    '/node_modules/(?!(@nestjs|temporal-polyfill|temporal-utils|temporal-spec)/)',
  ],
  moduleNameMapper: { '^@kursholder/(.*)$': '<rootDir>/libs/$1/src/index.ts' },
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  maxWorkers: 2,
  // For a busy machine; nothing here is a timed test.
  testTimeout: 30_000,
};
