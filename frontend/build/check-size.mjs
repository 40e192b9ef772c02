// Fails when the first load or a lazy screen weighs more than its budget (kB of JavaScript, gzip).
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const FIRST_LOAD_KB = 190;
const LAZY_KB = 150;
const PORTAL_KB = 10;

const dist = new URL('../dist/', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'));

function chunksOf(key, seen = new Set()) {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const next of manifest[key].imports ?? []) chunksOf(next, seen);
  return seen;
}

function kilobytes(keys) {
  const bytes = [...keys]
    .map((key) => gzipSync(readFileSync(new URL(manifest[key].file, dist)), { level: 9 }).length)
    .reduce((sum, size) => sum + size, 0);
  return bytes / 1024;
}

const entry = Object.keys(manifest).find((key) => manifest[key].isEntry);
const first = chunksOf(entry);
let isTooHeavy = false;

function report(name, size, budget) {
  if (size > budget) isTooHeavy = true;
  console.log(
    `${size.toFixed(1).padStart(7)} kB of ${budget}  ${name}${size > budget ? '  TOO HEAVY' : ''}`,
  );
}

const portal = new URL('../../backend/quittance/portal/static/portal.js', import.meta.url);
report('portal', gzipSync(readFileSync(portal), { level: 9 }).length / 1024, PORTAL_KB);
report('first load', kilobytes(first), FIRST_LOAD_KB);
for (const key of Object.keys(manifest)) {
  if (!manifest[key].isDynamicEntry) continue;
  const own = [...chunksOf(key)].filter((chunk) => !first.has(chunk));
  report(manifest[key].name ?? key, kilobytes(own), LAZY_KB);
}
process.exitCode = isTooHeavy ? 1 : 0;
