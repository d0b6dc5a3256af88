import { path } from '../api/management-api.js';
import { command } from '../cli/command.js';
import { NotOverHttp } from '../errors.js';

export default command({
  section: 'upgrade',
  summary: 'Does what is left to do after an upgrade: spreads the leaders of queues evenly',
  tool: 'rabbitmq-upgrade',
  about: 'node',
  banner: () => ['Executing post upgrade tasks...', 'Rebalancing queue masters...'],
  run: async ({ node, settings, note }) => {
    if (!settings.apiOnly.value) throw new NotOverHttp('HTTP does not tell who leads how much afterwards');
    await node.api.request('POST', path`rebalance/queues`);
    note('The leaders are being moved; HTTP does not tell the outcome.');
  },
});
