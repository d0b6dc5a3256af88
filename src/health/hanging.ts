import { NoConnectionInTime } from '../api/errors.js';
import { TimedOut } from '../errors.js';
import type { NodeAnswers } from './ask-nodes.js';

type Silence = Pick<NodeAnswers, 'problem' | 'speaks'>;

/** Its port takes connections, and not even who we are comes back: a broker that is frozen, or out of processor time. */
export const hangs = ({ problem, speaks }: Silence): boolean =>
  !speaks && problem instanceof TimedOut && !(problem instanceof NoConnectionInTime);

/** It says who we are and nothing of its cluster, for which it asks its peers: one of them holds it up. */
export const isHeldUp = ({ problem, speaks }: Silence): boolean => speaks && problem instanceof TimedOut;

/** What to do with a broker that hangs. The others answer again when they have given it up. */
export const hangingAdvice =
  'On its machine: systemctl status rabbitmq-server, and top. Where the broker itself hangs: systemctl kill --signal=KILL rabbitmq-server, then start it. The others answer again at the latest when they have given it up (net_ticktime, a minute).';
