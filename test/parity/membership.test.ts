import { describeRows } from './describe-rows.js';
import { membershipRows } from './rows/membership.js';

// Three blank hosts before and after: the rows change who is in a cluster with whom.
describeRows(
  'membership',
  { writes: membershipRows },
  {
    prepare: async (lab) => {
      await lab.reset();
      return () => lab.reset();
    },
  },
);
