import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { campaign } from './campaign.js';

vi.mock('node:fs/promises', () => import('./files-at-once.js'));
vi.mock('../../../src/upgrade/open-members.js', async () => ({
  openMembers: (await import('./simulated-cluster.js')).openSimulatedMembers,
}));
vi.mock('../../../src/upgrade/lock-record.js', async (original) => ({
  ...(await original<typeof import('../../../src/upgrade/lock-record.js')>()),
  thisOwner: (await import('./owner.js')).thisSimulatedOwner,
}));

// The same schedules each time, so that what fails is what was changed. RABBITCTL_SEED=… begins with another one,
// RABBITCTL_SEED=new with any, RABBITCTL_SCHEDULES=3 draws three times as many:
// RABBITCTL_SEED=… npx vitest run --project unit-alone test/upgrade/simulation
const asked = process.env.RABBITCTL_SEED ?? '611234974';
const first = asked === 'new' ? Date.now() % 1_000_000_000 : Number(asked);
const times = Number(process.env.RABBITCTL_SCHEDULES ?? 1);

describe('whatever goes wrong, and whenever', () => {
  let directory = '';
  beforeAll(() => {
    // Journals are synchronised to the disk with every line: in memory that costs nothing.
    directory = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'rabbitctl-simulation-'));
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  it.each([
    [3, 2000],
    [7, 100],
    [50, 3],
  ])(
    'two of %i nodes are never out at a time, and the run comes to its end',
    { timeout: 900_000 },
    async (size, count) => {
      console.log(`${count * times} schedules of ${size} nodes: RABBITCTL_SEED=${first}`);
      const rememberedDepth = Error.stackTraceLimit;
      // Most errors here are a part of the play.
      Error.stackTraceLimit = 1;
      for (let seed = first; seed < first + count * times; seed += 1) {
        const own = join(directory, `${size}-${seed}`);
        mkdirSync(own);
        const { violations, story } = await campaign(seed, size, own);
        if (violations.length > 0) console.log(story.slice(-300).join('\n'));
        expect(violations, `RABBITCTL_SEED=${seed}, ${size} nodes`).toEqual([]);
      }
      Error.stackTraceLimit = rememberedDepth;
    },
  );
});
