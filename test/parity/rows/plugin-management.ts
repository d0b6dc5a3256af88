import type { Row } from '../row.js';

const plugins = (...argv: string[]): Row => ({ argv, tool: 'rabbitmq-plugins', topic: 'plugins' });
const isThere = [{ run: ['eval', 'rabbit_plugins:active().'] }];
const tracing = 'rabbitmq_tracing';

export const pluginManagementRows: readonly Row[] = [
  plugins('list'),
  plugins('list', '-m'),
  plugins('list', '-v', 'shovel'),
  plugins('list', '-e', '-m', '--formatter', 'json'),
  plugins('list', '-v', '-m'),
  plugins('is_enabled', 'rabbitmq_shovel'),
  plugins('is_enabled', 'rabbitmq_shovel', tracing),
];

/** rabbitmq-plugins takes seconds for each of these. */
export const morePluginManagementRows: readonly Row[] = [
  plugins('is_enabled'),
  plugins('directories'),
  plugins('directories', '--offline'),
  { ...plugins('disable', tracing), name: 'plugins disable what is off', probes: isThere },
  { ...plugins('enable', 'no_such_plugin'), probes: isThere },
  { ...plugins('disable', 'no_such_plugin'), probes: isThere },
  { ...plugins('enable'), probes: isThere },
  { ...plugins('set', 'no_such_plugin'), probes: isThere },
];
