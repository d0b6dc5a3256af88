import { describeRows } from './describe-rows.js';
import { fixtures } from './fixtures.js';
import { connectionRows } from './rows/connections.js';
import { consumerRows } from './rows/consumers.js';
import { listRows } from './rows/lists.js';
import { queueRows } from './rows/queues.js';
import { replicaStatusRows } from './rows/replicas.js';
import { shapeRows } from './rows/shapes.js';
import { topologyRows } from './rows/topology.js';

describeRows(
  'lists',
  {
    reads: [
      ...[...listRows, ...queueRows, ...consumerRows, ...replicaStatusRows, ...topologyRows, ...connectionRows],
      ...shapeRows,
    ],
  },
  { prepare: fixtures, batched: true },
);
