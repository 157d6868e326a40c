const { join } = require('node:path');

/**
 * One bundle of our own sources; everything from node_modules stays outside and is required when
 * it is needed. Where it goes can be told, because a start builds aside and renames.
 */
module.exports = (defaults) => ({
  ...defaults,
  entry: join(__dirname, 'apps', 'kursholder', 'src', 'main.ts'),
  output: {
    ...defaults.output,
    path: process.env.KURSHOLDER_BUILD_FOLDER ?? join(__dirname, 'dist', 'kursholder'),
    filename: 'main.js',
  },
  resolve: {
    ...defaults.resolve,
    alias: Object.fromEntries(
      ['kernel', 'eventstore', 'platform', 'monitoring'].map((name) => [
        `@kursholder/${name}$`,
        join(__dirname, 'libs', name, 'src', 'index.ts'),
      ]),
    ),
    // The aliases above say the same, and do not read tsconfig again for every import.
    plugins: [],
    tsConfig: undefined,
  },
  module: {
    ...defaults.module,
    // `createRequire(__filename)` is for the running program, not for the bundler.
    parser: { javascript: { createRequire: false } },
  },
  optimization: { ...defaults.optimization, minimize: false },
});
