import { fractionOf, isAmount, needed, refuse } from '../cli/amount-input.js';
import { command } from '../cli/command.js';
import { optional, text } from '../cli/input.js';
import { UsageError } from '../errors.js';

export default command({
  section: 'configuration',
  summary: 'Sets how much free disk space the node needs, until it restarts',
  tool: 'rabbitmqctl',
  about: 'node',
  allNodes: true,
  changes: true,
  args: {
    disk_limit: optional(text('bytes, an amount with a unit, or the word mem_relative')),
    fraction: optional(text('of the memory of the node, after mem_relative')),
  },
  validate: ({ args: { disk_limit, fraction } }) => {
    const limit = needed(disk_limit, 'disk_limit');
    if (limit === 'mem_relative') {
      const share = needed(fraction, 'fraction');
      if (!(fractionOf(share) >= 0)) refuse(`"${share}" is no share of the memory, such as 1.5`);
    } else if (fraction !== undefined) {
      throw new UsageError(`too many arguments: "${fraction}"`);
    } else if (!isAmount(limit)) {
      refuse(`"${limit}" is no amount, such as 50MB or 1GiB`);
    }
  },
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
