import { flag, ours } from './input.js';
import { rollingArguments, rollingFlags } from './rolling-options.js';

/** `stop-cluster [plan|run|status|resume|abort|history] [RUN]`. */
export const stopArguments = rollingArguments;

/** Options of what stops a whole cluster. */
export const stopFlags = {
  'state-timeout': rollingFlags['state-timeout'],
  'take-over': rollingFlags['take-over'],
  'detailed-exit-codes': rollingFlags['detailed-exit-codes'],
  'backup-dir': ours(rollingFlags['backup-dir']),
} as const;

const { 'backup-dir': _, ...ofStart } = stopFlags;

/** Options of what starts one. */
export const startFlags = {
  ...ofStart,
  'allow-unreached-node': ours(flag('start the others although the machine of a node is not reached')),
} as const;
