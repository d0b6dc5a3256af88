import { command } from '../cli/command.js';
import { option, ours } from '../cli/input.js';
import { settingsReport } from '../cluster/settings-report.js';
import { value } from '../format/result.js';

export default command({
  section: 'help',
  summary: 'Shows each setting and where it came from; with --import the config that a rabbitmqadmin.conf amounts to',
  formatter: 'table',
  lists: true,
  flags: { import: ours(option('rabbitmqadmin.conf (v1 or v2) to print as a config file of ours')) },
  examples: ['rabbitctl -C prod settings', 'rabbitctl settings --import ~/.rabbitmqadmin.conf'],
  run: async ({ settings, flags }) => {
    if (flags.import !== undefined) {
      const { importRabbitmqadminConf } = await import('../cluster/rabbitmqadmin-conf.js');
      return value((await importRabbitmqadminConf(flags.import)).trimEnd());
    }
    return {
      kind: 'rows',
      columns: ['node', 'setting', 'value', 'origin'],
      rows: settingsReport(settings).map(({ node = '', name, value: set, origin }) => [node, name, set ?? '', origin]),
      streamed: true,
    };
  },
});
