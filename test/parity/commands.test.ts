import { rm } from 'node:fs/promises';
import { describeRows } from './describe-rows.js';
import { blankFirstHost } from './fixtures.js';
import { closingRows } from './rows/closing.js';
import { conventionRows } from './rows/conventions.js';
import { featureFlagRows } from './rows/feature-flags.js';
import { healthCheckChangeRows, healthCheckRows } from './rows/health-checks.js';
import { limitRows } from './rows/limits.js';
import { authAttemptRows, nodeListRows } from './rows/node-lists.js';
import { nodeChangeRows, nodeRows } from './rows/nodes.js';
import { operatorPolicyRows } from './rows/operator-policies.js';
import { parameterRows } from './rows/parameters.js';
import { passwordRows } from './rows/passwords.js';
import { permissionRows } from './rows/permissions.js';
import { pluginOffRows } from './rows/plugins.js';
import { policyRows } from './rows/policies.js';
import { queueChangeRows } from './rows/queue-changes.js';
import { replicaInputRows, replicaRows } from './rows/replicas.js';
import { userRows } from './rows/users.js';
import { vhostMetadataRows } from './rows/vhost-metadata.js';
import { vhostRows } from './rows/vhosts.js';

describeRows(
  'commands',
  {
    reads: [
      ...[...conventionRows, ...nodeRows, ...healthCheckRows, ...nodeListRows, ...pluginOffRows],
      ...replicaInputRows,
    ],
    writes: [
      ...[...userRows, ...vhostRows, ...policyRows, ...nodeChangeRows],
      ...[...passwordRows, ...permissionRows, ...limitRows, ...vhostMetadataRows],
      ...[...operatorPolicyRows, ...parameterRows, ...featureFlagRows, ...healthCheckChangeRows, ...authAttemptRows],
      ...[...queueChangeRows, ...closingRows, ...replicaRows],
    ],
  },
  {
    batched: true,
    prepare: async (lab) => {
      await blankFirstHost(lab);
      return async () => {
        await blankFirstHost(lab);
        await rm('/tmp/rabbitctl-parity.json', { force: true });
      };
    },
  },
);
