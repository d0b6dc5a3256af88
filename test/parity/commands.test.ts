import { rm } from 'node:fs/promises';
import { describeRows } from './describe-rows.js';
import { blankFirstHost } from './fixtures.js';
import { conventionRows } from './rows/conventions.js';
import { nodeChangeRows, nodeRows } from './rows/nodes.js';
import { policyRows } from './rows/policies.js';
import { userRows } from './rows/users.js';
import { vhostRows } from './rows/vhosts.js';

describeRows(
  'commands',
  { reads: [...conventionRows, ...nodeRows], writes: [...userRows, ...vhostRows, ...policyRows, ...nodeChangeRows] },
  {
    prepare: async (lab) => {
      await blankFirstHost(lab);
      return async () => {
        await blankFirstHost(lab);
        await rm('/tmp/rabbitctl-parity.json', { force: true });
      };
    },
  },
);
