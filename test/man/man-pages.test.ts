import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { tryRun } from '../lab/child-process.js';
import { installMissing, labUnavailable } from '../lab/debian-packages.js';
import { reportToStderr } from '../lab/report.js';
import { table } from '../surface/snapshot.js';
import { root } from '../surface/source-imports.js';
import { exitCodes } from './facts.js';
import { manPages } from './man-pages.js';

const pages = await manPages(table);

beforeAll(async () => {
  if (labUnavailable() === undefined) await installMissing(['mandoc', 'groff-base'], reportToStderr);
}, 180_000);

it('there is a page for each command, and one for all', () => {
  expect(pages.size).toBe(table.names.length + 1);
  expect(pages.get('rabbitctl-plugins-list.1')).toContain('.SH SYNOPSIS\nrabbitctl plugins list ');
});

it.skipIf(labUnavailable() !== undefined)(
  'mandoc and groff find nothing wrong with them',
  async () => {
    const place = mkdtempSync(join(tmpdir(), 'rabbitctl-man-'));
    const files = [...pages].map(([name, roff]) => {
      writeFileSync(join(place, name), roff);
      return join(place, name);
    });
    const mandoc = await tryRun(['mandoc', '-T', 'lint', '-W', 'warning', ...files], { deadline: 60 });
    // The pages have no date on purpose: two builds are the same bytes.
    expect(mandoc.stdout.split('\n').filter((line) => line !== '' && !line.includes('missing date'))).toEqual([]);
    for (const file of files.slice(0, 1).concat(files.filter((each) => /set_policy|plugins-list|health/.test(each)))) {
      expect(await tryRun(['groff', '-man', '-Tutf8', '-ww', '-z', file], { deadline: 60 })).toMatchObject({
        stderr: '',
      });
    }
    const shown = await tryRun(['mandoc', '-T', 'ascii', join(place, 'rabbitctl-set_policy.1')]);
    const plain = shown.stdout.replace(/.\x08/g, '');
    expect(plain).toContain(`rabbitctl set_policy limit '^events' '{"max-length":10000}' --apply-to queues`);
  },
  120_000,
);

it('its exit codes are those of README', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  for (const [code, when] of exitCodes) expect(readme).toContain(`| ${code} | ${when} |`);
});
