import { defineConfig } from 'vitest/config';

const withHosts = [
  'test/lab/**/*.test.ts',
  'test/parity/**/*.test.ts',
  'test/hosts/**/*.test.ts',
  'test/standalone/**/*.test.ts',
];

const upgrades = ['test/upgrade-hosts/**/*.test.ts'];

export default defineConfig({
  test: {
    reporters: ['default', './test/count-reporter.ts'],
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [...withHosts, ...upgrades],
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
          fileParallelism: false,
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
              : ['test/upgrade-hosts/matrix.test.ts', 'test/upgrade-hosts/lab-*.test.ts'],
          globalSetup: ['test/lab/upgrade-lab.ts'],
          fileParallelism: false,
          testTimeout: 600_000,
          hookTimeout: 600_000,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
