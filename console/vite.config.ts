import { defineConfig } from 'vite';

/** Relative URLs, so that the console works under any path; nothing inlined, so that the content security policy can be strict. */
export default defineConfig({
  base: './',
  resolve: { dedupe: ['react', 'react-dom'] },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: ['chrome123', 'firefox121', 'safari17.5'],
    reportCompressedSize: false,
  },
});
