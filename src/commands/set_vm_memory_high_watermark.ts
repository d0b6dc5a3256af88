import { fractionOf, isAmount, needed, refuse } from '../cli/amount-input.js';
import { command } from '../cli/command.js';
import { optional, text } from '../cli/input.js';
import { UsageError } from '../errors.js';

export default command({
  section: 'configuration',
  summary: 'Sets how much memory the node may use, until it restarts',
  tool: 'rabbitmqctl',
  about: 'node',
  allNodes: true,
  changes: true,
  args: {
    fraction: optional(text('of the memory of the machine, or the word absolute')),
    amount: optional(text('bytes or an amount with a unit, after absolute')),
  },
  validate: ({ args: { fraction, amount } }) => {
    const share = needed(fraction, 'fraction');
    if (share === 'absolute') {
      const limit = needed(amount, 'amount');
      if (!isAmount(limit)) refuse(`"${limit}" is no amount, such as 2GB`);
    } else if (amount !== undefined) {
      throw new UsageError(`too many arguments: "${amount}"`);
    } else if (!(fractionOf(share) >= 0 && fractionOf(share) <= 1)) {
      refuse('The threshold should be a fraction between 0.0 and 1.0');
    }
  },
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
