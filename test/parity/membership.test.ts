import { describeRows } from './describe-rows.js';
import { memberOfQueueRows, moreMemberOfQueueRows } from './rows/members-of-queues.js';
import { membershipRows, unreachableRows } from './rows/membership.js';
import { thrownAwayRows } from './rows/thrown-away.js';

// Three blank hosts before and after: the rows change who is in a cluster with whom.
describeRows(
  'membership',
  {
    reads: unreachableRows,
    writes: [...membershipRows, ...memberOfQueueRows],
    onlyInAll: { writes: [...moreMemberOfQueueRows, ...thrownAwayRows] },
  },
  {
    batched: true,
    seldom: ['bullseye', 'forky'],
    prepare: async (lab) => {
      await lab.reset();
      return () => lab.reset();
    },
  },
);
