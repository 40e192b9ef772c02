import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = join(process.cwd(), 'src');

// Each layer, and those it may import: routes → features → components → api → shared.
const ALLOWED: Record<string, string[]> = {
  shared: ['shared'],
  api: ['api', 'shared'],
  components: ['components', 'api', 'shared'],
  features: ['components', 'api', 'shared'],
  routes: ['features', 'components', 'api', 'shared'],
};

function sourceFiles(): string[] {
  return readdirSync(ROOT, { recursive: true, encoding: 'utf8' }).filter(
    (path) => /\.tsx?$/.test(path) && !/\.(test|gen)\.|\.d\.ts$/.test(path),
  );
}

it('lets no file import a layer above it, nor a feature another feature', () => {
  const wrong: string[] = [];
  for (const path of sourceFiles()) {
    const [layer = '', room = ''] = path.split('/');
    const allowed = ALLOWED[layer];
    if (!allowed) continue;
    const text = readFileSync(join(ROOT, path), 'utf8');
    for (const [, target = '', targetRoom = ''] of text.matchAll(
      /from '~\/(\w+)(?:\/([\w-]+))?/g,
    )) {
      const isOwnFeature = layer === 'features' && target === 'features' && targetRoom === room;
      if (!allowed.includes(target) && !isOwnFeature)
        wrong.push(`${path} → ${target}/${targetRoom}`);
    }
    if (layer === 'features' && /from '\.\.\//.test(text)) wrong.push(`${path} leaves its folder`);
  }
  expect(wrong).toEqual([]);
});
