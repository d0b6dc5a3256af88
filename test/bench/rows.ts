import type { Lab } from '../lab/lab.js';
import type { Programs } from './programs.js';
import type { Row } from './side-by-side.js';

/** What does not grow with the cluster's contents. */
export function fixedRows(programs: Programs, lab: Lab): readonly Row[] {
  const { node, ours } = bound(programs);
  const last = lab.hosts.at(-1);
  if (last === undefined) throw new Error('no host');
  const names = lab.hosts.map(({ name }) => name).join(' ');
  const startApp = () => last.ctl('start_app');
  const policy = ['bench', '^bench', '{"max-length":1000}'];
  return [
    { name: '`--version`: no request', candidates: { node, ...ours('--version') } },
    {
      name: '`cluster_status`',
      candidates: {
        node,
        ...ours('cluster_status'),
        rabbitmqctl: programs.rabbitmqctl('cluster_status'),
        rabbitmqadmin: programs.rabbitmqadmin('nodes', 'list'),
      },
    },
    {
      name: '`list_users`',
      candidates: {
        node,
        ...ours('list_users'),
        rabbitmqctl: programs.rabbitmqctl('list_users'),
        rabbitmqadmin: programs.rabbitmqadmin('users', 'list'),
      },
    },
    {
      name: '`set_policy`',
      candidates: {
        node,
        ...ours('set_policy', ...policy),
        rabbitmqctl: programs.rabbitmqctl('set_policy', ...policy),
        rabbitmqadmin: programs.rabbitmqadmin(
          ...['policies', 'declare', '--name', 'bench', '--pattern', '^bench'],
          ...['--apply-to', 'all', '--definition', '{"max-length":1000}'],
        ),
      },
    },
    {
      name: '`stop_app` over SSH',
      rounds: 5,
      before: startApp,
      candidates: {
        ...ours('-n', last.node, 'stop_app'),
        ssh: programs.shell(`SSH ${last.name} sudo rabbitmqctl stop_app`),
      },
    },
    {
      name: '`rabbitmqctl version` on three nodes',
      rounds: 5,
      before: startApp,
      candidates: {
        ...ours('on-node', '--all-nodes', '--', 'rabbitmqctl', 'version'),
        ssh: programs.shell(`for host in ${names}; do SSH $host sudo rabbitmqctl version & done; wait`),
        'ssh, one by one': programs.shell(`for host in ${names}; do SSH $host sudo rabbitmqctl version; done`),
      },
    },
    {
      name: '`rabbitmqctl version` on one node',
      rounds: 5,
      candidates: {
        ...ours('-n', last.node, 'on-node', '--', 'rabbitmqctl', 'version'),
        ssh: programs.shell(`SSH ${last.name} sudo rabbitmqctl version`),
        'ssh, connection shared': programs.shell(
          `SSH -o ControlMaster=auto -o ControlPersist=60 -o ControlPath=$HOME/%C ${last.name} sudo rabbitmqctl version`,
        ),
      },
    },
  ];
}

/** What grows with the number of queues. */
export function rowsWithQueues(programs: Programs, queues: number): readonly Row[] {
  const { node, ours } = bound(programs);
  const rounds = queues > 50_000 ? 3 : queues > 1000 ? 5 : 11;
  const words = ['list_queues', 'name', 'messages'];
  const count = queues.toLocaleString('en');
  const rows: Row[] = [
    {
      name: `\`list_queues name messages\`, ${count} queues`,
      rounds,
      candidates: {
        node,
        ...ours(...words),
        rabbitmqctl: programs.rabbitmqctl(...words),
        rabbitmqadmin: programs.rabbitmqadmin('queues', 'list'),
      },
    },
  ];
  if (queues !== 10_000) return rows;
  const definitions: Row = {
    name: `\`export_definitions\`, ${count} objects`,
    rounds,
    candidates: {
      node,
      ...ours('export_definitions', '/dev/null'),
      rabbitmqctl: programs.rabbitmqctl('export_definitions', '/tmp/bench-definitions.json'),
      rabbitmqadmin: programs.rabbitmqadmin('definitions', 'export', '--file', '/dev/null'),
    },
  };
  return [...rows, definitions];
}

/** What grows with the number of connections. */
export function rowsWithConnections(programs: Programs, connections: number): readonly Row[] {
  const { node, ours } = bound(programs);
  const words = ['list_connections', 'user', 'peer_host', 'peer_port', 'state', 'channels'];
  return [
    {
      name: `\`list_connections\`, ${connections.toLocaleString('en')} connections`,
      rounds: 5,
      candidates: {
        node,
        ...ours(...words),
        rabbitmqctl: programs.rabbitmqctl(...words),
        rabbitmqadmin: programs.rabbitmqadmin('connections', 'list'),
      },
    },
  ];
}

const bound = (programs: Programs) => ({ node: programs.node, ours: programs.ours.bind(programs) });
