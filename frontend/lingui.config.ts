import { defineConfig } from '@lingui/cli';

export default defineConfig({
  sourceLocale: 'fr',
  locales: ['fr'],
  catalogs: [
    { path: '<rootDir>/src/locales/{locale}', include: ['src'], exclude: ['**/*.gen.ts'] },
  ],
  format: 'po',
  orderBy: 'messageId',
});
