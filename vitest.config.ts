import { defineConfig } from 'vitest/config';
import LongestFirst from './test/longest-first.js';

const withHosts = [
  'test/lab/**/*.test.ts',
  'test/parity/**/*.test.ts',
  'test/hosts/**/*.test.ts',
  'test/standalone/**/*.test.ts',
];

/** They mock modules, listen to the process or end it: each file in a process of its own, which takes half a second. */
const withOwnProcess = ['api', 'cli', 'release', 'ssh', 'upgrade'].map((folder) => `test/${folder}/**/*.test.ts`);

const upgrades = ['test/upgrade-hosts/**/*.test.ts'];

/** Two files at a time, each worker with hosts of its own; of hosts that somebody names there may be one set alone. */
const maxWorkers = process.env.RABBITCTL_LABS === undefined ? 2 : 1;

export default defineConfig({
  test: {
    reporters: ['default', './test/count-reporter.ts'],
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [...withOwnProcess, ...withHosts, ...upgrades],
          isolate: false,
          testTimeout: 30_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'unit-alone',
          include: withOwnProcess,
          globalSetup: ['test/ssh/sshd-installed.ts'],
          testTimeout: 30_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'hosts',
          include: withHosts,
          globalSetup: ['test/lab/shared-labs.ts'],
          maxWorkers,
          testTimeout: 300_000,
          hookTimeout: 600_000,
          sequence: { groupOrder: 2 },
        },
      },
      {
        extends: true,
        test: {
          name: 'upgrade',
          include: upgrades,
          // `npm run test:upgrade:all`, which takes hours. What the hosts themselves can do shows in the other tests, too.
          exclude:
            process.env.RABBITCTL_UPGRADE_ALL === '1'
              ? []
              : [
                  'test/upgrade-hosts/matrix.test.ts',
                  'test/upgrade-hosts/operations.test.ts',
                  'test/upgrade-hosts/lab-*.test.ts',
                ],
          globalSetup: ['test/lab/upgrade-lab.ts'],
          maxWorkers,
          testTimeout: 600_000,
          hookTimeout: 600_000,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
