import { runAsRoot } from './as-root.js';
import type { BrokerProbe, BrokerService } from './broker-service.js';
import type { Host } from './host.js';

/** The broker of a package: systemd's unit rabbitmq-server. `node` is its name, `rabbit@mq1`. */
export function systemdBroker(host: Host, node: string): BrokerService {
  return {
    probe: async () => {
      const argv = ['sh', '-c', probeScript, 'rabbitctl', brokerUnit, node.split('@')[0] ?? 'rabbit'];
      return probeOf((await runAsRoot(host, argv, { deadline: 60_000 })).stdout);
    },
    stopArgv: ['systemctl', 'stop', brokerUnit],
    // Installing masks it for as long as the machine runs, so that nothing starts a broker that is half installed.
    startArgv: ['sh', '-c', startScript, 'rabbitctl', brokerUnit],
  };
}

export const brokerUnit = 'rabbitmq-server.service';

const startScript =
  'systemctl unmask --runtime "$1" && systemctl daemon-reload && systemctl reset-failed "$1"; systemctl start "$1"';

/**
 * A process is named by its pid and when the kernel started it, so no clock can blur it. epmd is asked by its protocol's
 * own tool; without one no node can be registered. A broker is told from RabbitMQ's tools by what its Erlang boots.
 */
export const probeScript = `
unit=$1 name=$2
systemctl show -p ActiveState -p Result -p MainPID "$unit"
pid=$(systemctl show -p MainPID --value "$unit")
if [ "\${pid:-0}" != 0 ] && [ -r "/proc/$pid/stat" ]; then
  ticks=$(sed 's/.*) //' "/proc/$pid/stat" | cut -d' ' -f20)
  echo "Instance=$(cat /proc/sys/kernel/random/boot_id):$pid:$ticks"
  elapsed=$(ps -o etimes= -p "$pid" | tr -d ' ')
  echo "StartedAt=$(( $(date +%s) - \${elapsed:-0} ))"
fi
echo "Processes=$(pgrep -c -f -- 'beam.* -s (rabbit|rabbit_prelaunch) (boot|start)')"
epmd -names 2>/dev/null | grep -q "^name $name at " && echo Registered=yes
exit 0
`;

function probeOf(text: string): BrokerProbe {
  const facts = Object.fromEntries(text.split('\n').map((line) => line.split(/=(.*)/s).slice(0, 2)));
  const states = ['active', 'activating', 'deactivating', 'inactive', 'failed'] as const;
  return {
    service: states.find((state) => state === facts.ActiveState) ?? 'unknown',
    ...(facts.Result && facts.Result !== 'success' && { result: facts.Result }),
    instance: facts.Instance || undefined,
    startedAt: facts.StartedAt ? Number(facts.StartedAt) : undefined,
    processes: Number(facts.Processes ?? 0),
    registered: facts.Registered === 'yes',
  };
}
