import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { calmUPlot, checkFirstLoad, compressAssets } from './build-steps.ts';

export default defineConfig({
  // The API serves it below any path.
  base: './',
  plugins: [react(), tailwindcss(), calmUPlot(), checkFirstLoad(), compressAssets()],
  build: { target: 'es2022', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
});
