import { orNotFound } from '../api/is-found.js';
import { noSuchVhost } from '../api/no-such-vhost.js';
import { changeVhost } from '../api/vhosts.js';
import { command } from '../cli/command.js';
import { text, words } from '../cli/input.js';
import { has } from '../cluster/capabilities.js';
import { NotOverHttp } from '../errors.js';

export default command({
  section: 'virtual_hosts',
  summary: 'Sets the tags of a virtual host in the place of those it has',
  tool: 'rabbitmqctl',
  args: { vhost: text('name of the virtual host'), tag: words('tags') },
  banner: ({ args }) => `Setting tags for virtual host "${args.vhost}" to [${args.tag.join(', ')}] ...`,
  run: async ({ cluster, args, version, face }) => {
    if (!has((await version()).rabbitmq, 'vhost_metadata_over_http')) {
      throw new NotOverHttp('HTTP does not change tags of a virtual host in this version');
    }
    const tags = args.tag.length === 0 ? '' : args.tag;
    await orNotFound(
      changeVhost(cluster.api, args.vhost, { tags }),
      noSuchVhost(args.vhost, face === 'json' ? 69 : 65),
    );
  },
});
