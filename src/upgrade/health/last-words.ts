import { runAsRoot } from '../../ssh/as-root.js';
import type { Host } from '../../ssh/host.js';

/** The end of what the broker wrote: systemd's journal, then its newest log files. Throws what `runAsRoot` throws. */
export async function lastWords(host: Host): Promise<string> {
  return (await runAsRoot(host, ['sh', '-c', logScript], { deadline: 30_000 })).stdout;
}

const logScript = `
journalctl -u rabbitmq-server -o cat -n 60 --no-pager 2>/dev/null
for log in $(ls -t /var/log/rabbitmq/*.log 2>/dev/null | head -2); do tail -n 60 "$log"; done
`;
