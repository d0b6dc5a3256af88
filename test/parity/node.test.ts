import { describeRows } from './describe-rows.js';
import { interceptorRows } from './rows/interceptors.js';
import { nodeFactChangeRows, nodeFactRows } from './rows/node-facts.js';
import { moreNodeToolRows, nodeToolChangeRows, nodeToolRows } from './rows/node-tools.js';
import { withoutNodeRows } from './rows/without-node.js';
import { wrongWordRows } from './rows/wrong-words.js';

// What a node tells of itself, and what only its own tool does.
describeRows(
  'node',
  {
    reads: [...nodeFactRows, ...nodeToolRows, ...withoutNodeRows, ...interceptorRows],
    writes: nodeFactChangeRows,
    onlyInAll: { reads: [...moreNodeToolRows, ...wrongWordRows], writes: nodeToolChangeRows },
  },
  { batched: true },
);
