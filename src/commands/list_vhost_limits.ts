import { checkVhost } from '../api/check-vhost.js';
import { printJson } from '../api/json.js';
import { listVhostLimits } from '../api/limits.js';
import { command } from '../cli/command.js';
import { flag, vhost } from '../cli/input.js';
import { okValue } from '../cli/ok-value.js';

export default command({
  section: 'virtual_hosts',
  summary: 'Lists the limits of a virtual host, or of all that have some',
  tool: 'rabbitmqctl',
  repeatable: true,
  formatter: 'table',
  lists: true,
  flags: { vhost, global: flag('all virtual hosts that have limits') },
  banner: ({ flags }) =>
    flags.global ? 'Listing limits for all vhosts ...' : `Listing limits for vhost "${flags.vhost}" ...`,
  run: async ({ cluster, face, flags }) => {
    if (!flags.global) await checkVhost(cluster.api, flags.vhost);
    const found = await listVhostLimits(cluster.api, flags.global ? undefined : flags.vhost);
    const limited = found.filter(({ value }) => Object.keys(value ?? {}).length > 0);
    const [only] = limited;
    if (!flags.global && only !== undefined) return okValue({ cluster, face }, printJson(only.value));
    const rows = limited.map(({ vhost = '', value = {} }) => [vhost, printJson(value)]);
    return { kind: 'rows', columns: ['vhost', 'limits'], rows, streamed: false };
  },
});
