import { expect, it } from 'vitest';
import { closure, importsOfSources } from './source-imports.js';

const sources = importsOfSources();
const heavy = ['ssh2', 'cli-table3', 'chalk', 'smol-toml'];

/** Packages that are loaded before a command runs. */
const packagesWith = (...entries: readonly string[]): readonly string[] =>
  [...closure(entries, sources)].filter((target) => !/^(src\/|node:)/.test(target)).toSorted();

/** What the bundle runs before it looks for a command: release/entry.mjs. */
const start = ['src/cli/main.ts', 'src/cli/manifest.ts', 'src/cli/start.ts'];

it.each(['list_queues', 'list_users', 'join_cluster', 'cluster_status'])(
  '%s: no library is loaded before it asks',
  (name) => {
    expect(packagesWith(...start, `src/commands/${name}.ts`)).toEqual([]);
  },
);

it('no command loads a library of one transport or one format by itself', () => {
  const commands = [...sources.keys()].filter((file) => file.startsWith('src/commands/'));
  const broken = commands.flatMap((file) =>
    packagesWith(file)
      .filter((name) => heavy.includes(name))
      .map((name) => `${file} → ${name}`),
  );
  expect(broken).toEqual([]);
});

it('the closure is read rightly: the files that own a library do load it', () => {
  expect(packagesWith('src/ssh/connection.ts', 'src/format/pretty_table.ts')).toEqual(
    expect.arrayContaining(['cli-table3', 'ssh2']),
  );
});
