import { command } from '../cli/command.js';

export default command({
  section: 'help',
  summary: 'Shows each setting and where it came from',
  formatter: 'table',
  run: async ({ settings }) => {
    const { settingsReport } = await import('../cluster/settings-report.js');
    return { kind: 'rows', columns: ['setting', 'value', 'origin'], rows: settingsReport(settings), streamed: true };
  },
});
