import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { defineConfig } from 'vite';
import type { Plugin } from 'vite';

/** Smaller than a packet gains nothing by being packed. */
const PACKED_FROM_BYTES = 1_024;

/** Each text file also packed, so that the API sends it so without packing it for every reader. */
function packed(): Plugin {
  return {
    name: 'packed',
    // Only what is written is final.
    writeBundle({ dir = '' }, bundle) {
      for (const fileName of Object.keys(bundle).filter((name) => name.startsWith('assets/'))) {
        const source = readFileSync(join(dir, fileName));
        if (source.length >= PACKED_FROM_BYTES)
          writeFileSync(join(dir, `${fileName}.gz`), gzipSync(source, { level: 9 }));
      }
    },
  };
}

export default defineConfig({
  root: import.meta.dirname,
  plugins: [packed()],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    manifest: true,
    // The page's policy allows no inline data but pictures, and no inline script at all.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2023',
    rolldownOptions: {
      onLog(level, log, handler) {
        // "use client" speaks to servers that render; ours does not.
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') handler(level, log);
      },
    },
  },
});
