import { expect, it } from 'vitest';
import { differences } from '../parity/differences.js';
import { connectionRows } from '../parity/rows/connections.js';
import { consumerRows } from '../parity/rows/consumers.js';
import { conventionRows } from '../parity/rows/conventions.js';
import { featureFlagRows } from '../parity/rows/feature-flags.js';
import { healthCheckChangeRows, healthCheckRows } from '../parity/rows/health-checks.js';
import { limitRows } from '../parity/rows/limits.js';
import { listRows } from '../parity/rows/lists.js';
import { memberOfQueueRows } from '../parity/rows/members-of-queues.js';
import { membershipRows, unreachableRows } from '../parity/rows/membership.js';
import { nodeChangeRows, nodeRows } from '../parity/rows/nodes.js';
import { operatorPolicyRows } from '../parity/rows/operator-policies.js';
import { parameterRows } from '../parity/rows/parameters.js';
import { passwordRows } from '../parity/rows/passwords.js';
import { permissionRows } from '../parity/rows/permissions.js';
import { policyRows } from '../parity/rows/policies.js';
import { queueChangeRows } from '../parity/rows/queue-changes.js';
import { queueRows } from '../parity/rows/queues.js';
import { replicaInputRows, replicaRows, replicaStatusRows } from '../parity/rows/replicas.js';
import { userRows } from '../parity/rows/users.js';
import { vhostMetadataRows } from '../parity/rows/vhost-metadata.js';
import { vhostRows } from '../parity/rows/vhosts.js';
import { commands } from './snapshot.js';

const rows = [
  ...[consumerRows, conventionRows, listRows, membershipRows, unreachableRows, nodeChangeRows, nodeRows],
  ...[policyRows, queueRows, userRows, vhostRows, operatorPolicyRows, parameterRows],
  ...[limitRows, passwordRows, permissionRows, vhostMetadataRows],
  ...[queueChangeRows, connectionRows, replicaRows, replicaInputRows, replicaStatusRows, memberOfQueueRows],
  ...[featureFlagRows, healthCheckRows, healthCheckChangeRows],
].flat();

it('there are at most 15 deliberate differences', () => {
  expect(differences.length).toBeLessThanOrEqual(15);
});

it('each is about a row that is compared', () => {
  const compared = new Set(rows.map(({ argv }) => String(argv)));
  const listed = differences.flatMap((difference) => difference.rows.map(String));
  expect(listed.filter((argv) => !compared.has(argv))).toEqual([]);
});

it('every command of a real tool has rows', () => {
  const words = new Set(rows.flatMap(({ argv }) => argv));
  const names = commands.filter(({ definition }) => definition.tool !== undefined).map(({ name }) => name);
  expect(names.filter((name) => !words.has(name))).toEqual([]);
});
