import { wholeNumber } from '../../cli/balancer-options.js';
import { command } from '../../cli/command.js';
import { type Flag, flag, oneOf, option, ours } from '../../cli/input.js';
import { UsageError } from '../../errors.js';

const number = <T extends number | undefined>(description: string, missing: T): Flag<number | T> =>
  ours({ ...option(description), parse: (word: string, name: string): number | T => wholeNumber(word, name), missing });

export default command({
  section: 'whole_cluster',
  summary: 'Prints a systemd drop-in with limits for rabbitmq-server.service, by what the nodes use now',
  flags: {
    'file-descriptors': number('LimitNOFILE; default twice what the busiest node has open, at least 65536', undefined),
    'memory-max': ours({
      ...option('MemoryMax: 12G, 90%; default none. The kernel ends a broker that wants more'),
      parse: (word: string, name: string): string | undefined => {
        if (/^([1-9]\d*[KMGT]?|[1-9]\d?%|infinity)$/.test(word)) return word;
        throw new UsageError(`--${name} takes an amount of memory such as 12G, 90% or infinity, not "${word}"`);
      },
    }),
    tasks: number("TasksMax; default systemd's own", undefined),
    'start-seconds': number('TimeoutStartSec; default 3600, for a node may wait for its peers', 3600),
    'stop-seconds': number('TimeoutStopSec; default 600, for what is in memory is written first', 600),
    restart: ours(oneOf('Restart', ['on-failure', 'always', 'no'], 'on-failure')),
    'core-dumps': ours(flag('LimitCORE=infinity')),
  },
  examples: [
    'rabbitctl -C prod generate systemd-override',
    'rabbitctl -C prod generate systemd-override --file-descriptors 262144 --memory-max 12G',
  ],
  run: async (context) => (await import('../../generate/run-override.js')).runOverride(context),
});
