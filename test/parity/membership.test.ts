import { describeRows } from './describe-rows.js';
import { memberOfQueueRows } from './rows/members-of-queues.js';
import { membershipRows, unreachableRows } from './rows/membership.js';

// Three blank hosts before and after: the rows change who is in a cluster with whom.
describeRows(
  'membership',
  { reads: unreachableRows, writes: membershipRows, onTrixie: { writes: memberOfQueueRows } },
  {
    prepare: async (lab) => {
      await lab.reset();
      return () => lab.reset();
    },
  },
);
