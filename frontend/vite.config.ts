import { fileURLToPath } from 'node:url';
import { tanstackRouter } from '@tanstack/router-plugin/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { linguiMacro } from './build/lingui-macro.ts';

const API = process.env['QUITTANCE_API'] ?? 'http://127.0.0.1:8000';

export default defineConfig({
  base: '/',
  plugins: [
    tanstackRouter({
      target: 'react',
      autoCodeSplitting: true,
      routesDirectory: 'src/routes',
      generatedRouteTree: 'src/routeTree.gen.ts',
      quoteStyle: 'single',
    }),
    linguiMacro(),
    react(),
  ],
  resolve: { alias: { '~': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: {
    manifest: true,
    target: 'es2023',
    // The content policy allows fonts from our own origin only, so nothing may become a data: URL.
    assetsInlineLimit: 0,
  },
  server: { proxy: { '/v1': API } },
});
