// Makes package-lock.json whole: npm leaves out optional platform packages it could not read, and
// `npm ci` then refuses the file. Each missing one gets an entry with its version and platform.
import { readFileSync, writeFileSync } from 'node:fs';

const path = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(path, 'utf8'));
const packages = lock.packages;

const SYSTEMS = [
  'darwin',
  'linux',
  'win32',
  'android',
  'freebsd',
  'openbsd',
  'netbsd',
  'sunos',
  'aix',
  'wasi',
  'openharmony',
];
const PROCESSORS = [
  'x64',
  'ia32',
  'arm64',
  'arm',
  'ppc64',
  's390x',
  'riscv64',
  'loong64',
  'mips64el',
  'wasm32',
];

function platformOf(name) {
  const words = name.split(/[/\-.]/);
  return {
    os: SYSTEMS.filter((system) => words.includes(system)),
    cpu: PROCESSORS.filter((processor) => words.includes(processor)),
  };
}

function isPresent(from, name) {
  let folder = from;
  for (;;) {
    if (packages[`${folder ? `${folder}/` : ''}node_modules/${name}`]) return true;
    if (!folder) return false;
    folder = folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules/') - 1));
  }
}

let added = 0;
for (const [folder, entry] of Object.entries({ ...packages })) {
  for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
    if (isPresent(folder, name)) continue;
    const { os, cpu } = platformOf(name);
    const exact = /^\d/.test(range) ? range : range.replace(/^[^\d]*/, '');
    packages[`node_modules/${name}`] = {
      version: exact,
      ...(cpu.length > 0 && { cpu }),
      ...(entry.dev && { dev: true }),
      optional: true,
      ...(os.length > 0 && { os }),
    };
    added += 1;
  }
}

lock.packages = Object.fromEntries(
  Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
);
const text = `${JSON.stringify(lock, null, 2)}\n`;
if (/"resolved"/.test(text)) throw new Error('The lock names a registry: check .npmrc.');
writeFileSync(path, text);
console.log(`${added} platform packages completed.`);
