import { awkward } from '../fixture-definitions.js';
import { masks } from '../masks.js';
import type { Row } from '../row.js';

/** Every name that a tool takes of any command, with the first version that knows it. */
const formatters: Readonly<Record<string, string | undefined>> = {
  ...{ table: undefined, pretty_table: undefined, csv: undefined, json: undefined, json_stream: undefined },
  ...{ erlang: undefined, string: undefined, string_per_line: undefined, inspect: undefined, report: undefined },
  encrypted_conf_value: '4.0.0',
};

/** One command for each kind of thing that is printed. */
const shapes: Readonly<Record<string, Row>> = {
  'a text': { argv: ['server_version'], tool: 'rabbitmq-diagnostics' },
  'a truth': { argv: ['is_running'], tool: 'rabbitmq-diagnostics' },
  'what was done': { argv: ['trace_off'] },
  'a check that passes': { argv: ['check_port_listener', '5672'], tool: 'rabbitmq-diagnostics' },
  'a check that fails': { argv: ['check_port_listener', '9'], tool: 'rabbitmq-diagnostics' },
  'a refusal': { argv: ['clear_policy', 'nobody'] },
  'rows in one piece': { argv: ['list_permissions', '-p', '/'] },
  'rows that stream': { argv: ['list_vhosts', 'name', 'tracing'] },
  'rows with lists in them': { argv: ['list_users'] },
  'no rows, in one piece': { argv: ['list_policies', '-p', awkward.emptyVhost] },
  'no rows that stream': { argv: ['list_queues', '-p', awkward.emptyVhost, 'name'] },
  // The order of listeners is the server's own.
  'a map': { argv: ['cluster_status'], mask: masks.status, unordered: true },
  'facts of a term': { argv: ['alarms'], tool: 'rabbitmq-diagnostics' },
};

/** Formatters of one command each, asked of others. */
export const strangers: readonly Row[] = ['plugins', 'msacc'].flatMap((formatter) => [
  { argv: ['server_version', '--formatter', formatter], tool: 'rabbitmq-diagnostics' as const },
  { argv: ['list_permissions', '-p', '/', '--formatter', formatter] },
]);

/** Each kind with each formatter. */
export const shapeRows: readonly Row[] = [
  ...Object.entries(shapes).flatMap(([kind, row]) =>
    Object.entries(formatters).map(
      ([formatter, since]): Row => ({
        ...row,
        ...(since === undefined ? {} : { since }),
        // Before that it is nothing at all, not an empty line.
        ...(kind === 'no rows, in one piece' && formatter === 'string_per_line' ? { since: '4.0.0' } : {}),
        // Listeners are records there.
        ...(kind === 'a map' && formatter === 'erlang' ? { asksTool: true } : {}),
        argv: [...row.argv, '--formatter', formatter],
        name: `${kind} as ${formatter}`,
      }),
    ),
  ),
  ...strangers,
];
