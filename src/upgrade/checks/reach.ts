import type { Check } from './check.js';
import { findings } from './check.js';

/** P1: every node's own HTTP and SSH, and root on its machine. */
export const reach: Check = ({ members }) =>
  findings(
    'reach',
    members.flatMap(({ name, problems }) =>
      problems
        .filter(({ what }) => what !== 'candidate' && what !== 'packages')
        .map(({ error }) => ({
          level: 'blocker' as const,
          node: name,
          message: error.hint === undefined ? error.message : `${error.message}\n${error.hint}`,
        })),
    ),
    'every node answers over HTTP and SSH, and lets us be root',
  );
