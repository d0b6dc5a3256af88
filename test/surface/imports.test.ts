import { expect, it } from 'vitest';
import { importsOfSources, loadedWith } from './source-imports.js';

const sources = importsOfSources();

/** Who may import whom (ARCHITECTURE.md): types and `import()` count as well. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  commands: [
    'cli/',
    'cluster/',
    'api/',
    'ssh/rabbitmqctl.ts',
    'upgrade/',
    'health/',
    'doctor/',
    'watch/',
    'generate/',
    'format/',
    'errors.ts',
    'file-error.ts',
    'items.ts',
    'nearest.ts',
  ],
  cli: [
    'cluster/',
    'format/',
    'ssh/rabbitmqctl.ts',
    'ssh/host.ts',
    'errors.ts',
    'file-error.ts',
    'items.ts',
    'nearest.ts',
  ],
  cluster: ['api/', 'ssh/', 'format/', 'errors.ts', 'file-error.ts', 'items.ts', 'nearest.ts', 'stopwatch.ts'],
  health: [
    ...['cluster/', 'api/', 'ssh/', 'errors.ts', 'nearest.ts', 'format/result.ts', 'format/visible.ts'],
    ...['upgrade/health/', 'upgrade/checks/', 'upgrade/progress/', 'upgrade/tables/'],
  ],
  doctor: [
    ...['cluster/', 'api/', 'ssh/', 'errors.ts', 'format/result.ts', 'format/visible.ts'],
    ...['upgrade/health/', 'upgrade/progress/', 'upgrade/tables/'],
  ],
  watch: [
    ...['cluster/', 'api/', 'errors.ts', 'format/result.ts', 'format/visible.ts', 'format/display-width.ts'],
    ...['upgrade/clock.ts', 'upgrade/checks/check.ts', 'upgrade/progress/', 'stopwatch.ts'],
  ],
  generate: ['cluster/', 'api/', 'errors.ts', 'format/result.ts', 'format/visible.ts'],
  upgrade: [
    ...['cluster/', 'api/', 'ssh/', 'errors.ts', 'file-error.ts', 'items.ts', 'nearest.ts'],
    ...['format/result.ts', 'format/visible.ts', 'format/display-width.ts'],
  ],
  api: ['errors.ts', 'items.ts', 'nearest.ts', 'stopwatch.ts'],
  ssh: ['format/result.ts', 'errors.ts', 'items.ts', 'nearest.ts'],
  format: ['errors.ts', 'items.ts', 'nearest.ts'],
  'file-error.ts': ['errors.ts'],
};

/** Each library has its place; one that is not here is a new dependency, which needs a reason in ARCHITECTURE.md. */
const homes: Readonly<Record<string, readonly string[]>> = {
  ssh2: ['src/ssh/connection.ts', 'src/ssh/one-key.ts'],
  'cli-table3': ['src/format/pretty_table.ts'],
  chalk: ['src/format/paint.ts'],
  'smol-toml': ['src/cluster/toml.ts'],
};

it('folders import only those they may', () => {
  const broken = [...sources].flatMap(([file, imports]) => {
    const folder = file.split('/')[1] ?? '';
    const may = [`${folder}/`, ...(allowed[folder] ?? [])].map((place) => `src/${place}`);
    return imports
      .map(({ target }) => target)
      .filter((target) => target.startsWith('src/') && !may.some((place) => target.startsWith(place)))
      .map((target) => `${file} → ${target}`);
  });
  expect(broken).toEqual([]);
});

it('no command imports another', () => {
  const broken = [...sources].flatMap(([file, imports]) =>
    imports
      .filter(({ target }) => file.startsWith('src/') && target.startsWith('src/commands/'))
      .map(({ target }) => `${file} → ${target}`),
  );
  expect(broken).toEqual([]);
});

it('each library is imported where it lives, and nowhere else', () => {
  const used: Record<string, string[]> = {};
  for (const [file, imports] of sources) {
    for (const { target } of imports.filter(({ target }) => !/^(src\/|node:)/.test(target))) {
      used[target] = [...new Set([...(used[target] ?? []), file])];
    }
  }
  expect(used).toEqual(homes);
});

it('no file imports itself in a circle', () => {
  expect(circles()).toEqual([]);
});

/** Each circle once, as `a → b → a`. */
function circles(): readonly string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const walk = (file: string, trail: readonly string[]): void => {
    const at = trail.indexOf(file);
    if (at !== -1) found.push([...trail.slice(at), file].join(' → '));
    if (at !== -1 || done.has(file)) return;
    for (const target of loadedWith(sources.get(file) ?? [])) walk(target, [...trail, file]);
    done.add(file);
  };
  for (const file of sources.keys()) walk(file, []);
  return found;
}
