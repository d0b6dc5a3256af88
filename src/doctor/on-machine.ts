import { headOf } from '../cluster/node-name.js';
import { reasonInLog } from '../upgrade/tables/boot-failures.js';
import { type Branch, failure, type Item, ok, skipped, warning } from './item.js';
import type { Machine } from './machine.js';

/** What the machine says of the node: whether it can run, runs, and what it last complained of. */
export function onMachine(node: string, machine: Machine): Branch {
  const { probe, facts } = machine;
  return {
    title: 'its machine, over SSH',
    items: [
      ...machine.items,
      ...(facts === undefined ? [] : [installed(machine), cookie(machine), disk(machine)]),
      ...(probe === undefined ? [] : [service(machine), ...registration(node, machine)]),
      ...clock(machine),
      ...log(machine),
    ],
  };
}

function installed({ facts }: Machine): Item {
  if (facts?.version !== undefined && facts.halfInstalled !== undefined) {
    return failure(
      'package',
      `rabbitmq-server ${facts.version} is ${facts.halfInstalled}: its installation was cut short`,
      'On its machine: dpkg --configure -a, and then apt-get -f install where that does not do.',
    );
  }
  if (facts?.version !== undefined) return ok('package', `rabbitmq-server ${facts.version}`);
  return warning(
    'package',
    'no package rabbitmq-server is installed',
    'Fine for a broker that came another way; its service and files are not looked for elsewhere.',
  );
}

function cookie({ facts }: Machine): Item {
  const owner = facts?.cookieOwner;
  if (owner === undefined) {
    return failure(
      'cookie',
      'the user rabbitmq has no .erlang.cookie',
      'Start the node once, which makes one, or copy that of the cluster: owner rabbitmq, mode 400.',
    );
  }
  const [user, mode = ''] = owner.split(' ');
  const advice = 'chown rabbitmq:rabbitmq and chmod 400 /var/lib/rabbitmq/.erlang.cookie';
  if (user !== 'rabbitmq')
    return failure('cookie', `.erlang.cookie belongs to ${user}: the node cannot read it`, advice);
  // Erlang refuses one that others may read.
  if (!/^[4-7]00$/.test(mode))
    return failure('cookie', `.erlang.cookie has mode ${mode}: Erlang wants nobody else to read it`, advice);
  return ok('cookie', `there, of rabbitmq, mode ${mode}`);
}

function disk({ facts }: Machine): Item {
  const { diskFree: free, diskPercent: percent } = facts ?? {};
  if (free === undefined || percent === undefined) return skipped('disk', 'df tells nothing of it');
  const says = `${Math.floor(free / 1e6)} MB free where its data are, ${percent} % in use`;
  if (free < 50e6) return failure('disk', says, 'Free space there: RabbitMQ neither boots nor takes messages without.');
  return percent >= 95 ? warning('disk', says, 'Free space there.') : ok('disk', says);
}

function service({ probe }: Machine): Item {
  const advice = 'On its machine: systemctl start rabbitmq-server; journalctl -u rabbitmq-server says why it does not.';
  switch (probe?.service) {
    case 'active':
      return ok('service', 'rabbitmq-server is active');
    case 'unknown':
    case undefined:
      return probe?.processes === 0
        ? failure('service', 'no broker runs there, and there is no systemd to ask why', advice)
        : skipped('service', 'not run by systemd');
    case 'activating':
      return failure(
        'service',
        'rabbitmq-server is still starting: it waits, or fails again and again',
        'See the log below. A node that waits for others goes on when these are started.',
      );
    default:
      return failure(
        'service',
        `rabbitmq-server is ${probe?.service}${probe?.result === undefined ? '' : ` (${probe.result})`}`,
        advice,
      );
  }
}

function registration(node: string, { probe, facts }: Machine): readonly Item[] {
  if (probe === undefined || (probe.service !== 'active' && probe.processes === 0)) return [];
  const port = facts?.epmd.get(headOf(node));
  if (port !== undefined) return [ok('epmd', `knows ${headOf(node)} at port ${port}`)];
  const others = [...(facts?.epmd.keys() ?? [])];
  const says = others.length > 0 ? `knows ${others.join(', ')} and not ${headOf(node)}` : 'knows no node';
  return [
    failure(
      'epmd',
      says,
      `Is the node called ${node}? NODENAME in /etc/rabbitmq/rabbitmq-env.conf. If epmd was restarted meanwhile, restart the node.`,
    ),
  ];
}

function clock({ clock: offset }: Machine): readonly Item[] {
  if (offset === undefined) return [];
  const apart = Math.max(0, Math.abs(offset.offset) - offset.within);
  const says =
    apart < 1 ? 'as here' : `${apart.toFixed(1)} s ${offset.offset > 0 ? 'ahead of' : 'behind'} this machine`;
  return [
    apart < 5
      ? ok('clock', says)
      : warning('clock', says, 'One of the two is wrong (timedatectl): certificates and tokens go by it.'),
  ];
}

function log({ log: text, probe }: Machine): readonly Item[] {
  if (text === undefined) return [];
  const lines = text.split('\n').filter((line) => /\[(error|critical)\]|BOOT FAILED|CRASH REPORT/i.test(line));
  const last = [...new Set(lines.map((line) => line.trim().slice(0, 200)))].slice(-3);
  if (last.length === 0) return [ok('log', 'no errors at its end')];
  const says = `errors at its end:\n${last.join('\n')}`;
  const runs = probe?.service === 'active';
  const reason = runs ? undefined : reasonInLog(text);
  const advice = reason === undefined ? 'rabbitctl log_tail shows all of it.' : `By these words ${reason}.`;
  return [runs ? warning('log', says, advice) : failure('log', says, advice)];
}
