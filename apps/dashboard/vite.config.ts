import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'postcss';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** What the pages use of the design system; all else of its sheet (200 kB and its icons) stays behind. */
const used =
  /^\.(sr-only|button|button-primary|button-secondary|form-label|form-input|form-select|form-error-message|form-hint|skipnav)$/;

/**
 * Keeps of the design system's sheet its elements and the components named above, and leaves its
 * font faces out: they name every weight in four formats. `styles/fonts.css` has the ones in use.
 */
const onlyWhatIsUsed: Plugin = {
  postcssPlugin: 'only-what-is-used',
  Once(root) {
    root.walkAtRules('font-face', (face) => {
      if (face.toString().includes('IBM Plex Sans')) face.remove();
    });
    root.walkAtRules('layer', (layer) => {
      if (layer.params !== 'dkfds') return;
      layer.walkAtRules('font-face', (face) => void face.remove());
      layer.walkRules((rule) => {
        const kept = rule.selectors.filter((selector) =>
          (selector.match(/\.[\w-]+/g) ?? []).every((name) => used.test(name)),
        );
        if (kept.length === 0) rule.remove();
        else rule.selectors = kept;
      });
    });
  },
};

export default defineConfig({
  root: here('.'),
  base: '/',
  plugins: [react()],
  css: { postcss: { plugins: [onlyWhatIsUsed] } },
  resolve: {
    alias: {
      '@dkfds': here('../../node_modules/dkfds/dist'),
    },
  },
  build: {
    outDir: here('../../dist/dashboard'),
    emptyOutDir: true,
    // The server's content policy forbids data: addresses.
    assetsInlineLimit: 0,
    target: 'es2022',
    modulePreload: { polyfill: false },
  },
  server: {
    proxy: { '/api': process.env.KURSHOLDER_API ?? 'http://127.0.0.1:3000' },
  },
});
