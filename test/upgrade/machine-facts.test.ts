import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { machineFacts } from '../../src/upgrade/machine-facts.js';
import type { Member } from '../../src/upgrade/member.js';

const home = mkdtempSync(join(tmpdir(), 'rabbitctl-facts-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** This machine, its script run as it stands, by whoever runs the tests. */
const member = {
  name: 'rabbit@mq1',
  node: {
    host: {
      name: 'mq1',
      run: async (argv: readonly string[]) => {
        const [program = '', ...rest] = argv.slice(4);
        const { stdout, stderr, status } = spawnSync(program, rest, { encoding: 'utf8' });
        return { stdout, stderr, code: status ?? 1, seconds: 0 };
      },
    },
  },
} as unknown as Member;

function file(name: string, text: string): string {
  writeFileSync(join(home, name), text);
  return join(home, name);
}

test('settings in the order in which the broker reads them, by what kind they are', async () => {
  const own = {
    config_files: [
      file('advanced.config', '[{rabbit, []}].'),
      file('rabbitmq.conf', 'a = 1'),
      file('10 more.conf', 'a = 2\n'),
      join(home, 'gone.conf'),
    ],
    enabled_plugins: ['rabbitmq_management', 'rabbitmq_mqtt'],
    db_dir: home,
  };
  const { files, disk } = await machineFacts(member, own);
  expect(files).toEqual({
    'rabbitmq.conf': 'a = 1\na = 2\n\n',
    'advanced.config': '[{rabbit, []}].\n',
    enabled_plugins: 'rabbitmq_management\nrabbitmq_mqtt',
  });
  expect(disk).toMatchObject({ isHere: true, canBeKept: false });
  expect(disk?.data).toBeGreaterThan(0);
  expect(disk?.free).toBeGreaterThan(0);
  expect(disk?.freeForPackages).toBeGreaterThan(0);
});

test('the data of another node', async () => {
  mkdirSync(join(home, 'mnesia'));
  const { disk } = await machineFacts(member, { db_dir: join(home, 'mnesia', 'rabbit@mq2') });
  expect(disk).toMatchObject({ isHere: false, data: undefined });
  expect(disk?.free).toBeGreaterThan(0);
});

test('of a node that does not tell its directory nothing is said about it', async () => {
  expect((await machineFacts(member)).disk?.isHere).toBeUndefined();
});
