import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { ReportWriter } from '../../src/watch/report/report-writer.js';
import { nodeRecord, record } from './records.js';

const chromium = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
const title = chromium === undefined ? ': skipped, there is no Chromium here (apt-get install chromium)' : '';

test.skipIf(chromium === undefined)(
  `a browser shows the page, light and dark, and complains of nothing${title}`,
  async () => {
    const directory = mkdtempSync(join(tmpdir(), 'rabbitctl-page-'));
    const page = join(directory, 'out.html');
    const writer = new ReportWriter(page);
    for (let at = 0; at < 60; at++) writer.add(record(at * 2, { nodes: [nodeRecord('<script>alert(1)</script>')] }));
    await writer.write();
    const see = (...options: readonly string[]) =>
      spawnSync(
        chromium ?? '',
        [
          '--headless',
          '--no-sandbox',
          '--disable-gpu',
          '--enable-logging=stderr',
          `--user-data-dir=${directory}/profile`,
          ...options,
          pathToFileURL(page).href,
        ],
        { encoding: 'utf8', timeout: 60_000 },
      );
    const shot = (name: string, scheme: number): Buffer => {
      const file = join(directory, name);
      const { status, stderr } = see(
        `--blink-settings=preferredColorScheme=${scheme}`,
        '--window-size=1000,1600',
        `--screenshot=${file}`,
      );
      expect({ status, complaints: stderr.split('\n').filter((line) => line.includes('CONSOLE')) }).toEqual({
        status: 0,
        complaints: [],
      });
      return readFileSync(file);
    };
    const [dark, light] = [shot('dark.png', 0), shot('light.png', 1)];
    expect(Math.min(dark.length, light.length)).toBeGreaterThan(30_000);
    expect(dark.equals(light)).toBe(false);
  },
  150_000,
);
