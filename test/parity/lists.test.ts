import { describeRows } from './describe-rows.js';
import { fixtures } from './fixtures.js';
import { consumerRows } from './rows/consumers.js';
import { listRows } from './rows/lists.js';
import { queueRows } from './rows/queues.js';
import { replicaStatusRows } from './rows/replicas.js';

describeRows(
  'lists',
  { reads: [...listRows, ...queueRows, ...consumerRows, ...replicaStatusRows] },
  { prepare: fixtures },
);
