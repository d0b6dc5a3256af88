import { alarmLine } from './cluster-status-text.js';
import { listenerLine } from './listener-purpose.js';
import { memoryCategories } from './memory-categories.js';
import type { NodeStatus } from './node-status.js';

export type Unit = keyof typeof bytesIn;

/** Bytes in a unit, as rabbitmq_cli `core/memory.ex` counts them. */
export const bytesIn = {
  bytes: 1,
  kb: 1e3,
  kib: 2 ** 10,
  mb: 1e6,
  mib: 2 ** 20,
  gb: 1e9,
  gib: 2 ** 30,
  tb: 1e12,
  tib: 2 ** 40,
} as const;

/** The sections of the real tool's text, with those lines that HTTP knows. */
export function nodeStatusText(status: NodeStatus, unit: Unit): string {
  const { node, overview } = status;
  const amount = (bytes: number): string => `${decimal((bytes / bytesIn[unit]) * 1e4, 1e4)} ${unit}`;
  const sections: readonly (readonly [string, readonly (string | undefined)[]])[] = [
    [
      'Runtime',
      [
        line('OS PID', node.os_pid),
        line('Uptime (seconds)', node.uptime === undefined ? undefined : Math.floor(node.uptime / 1000)),
        line('Is under maintenance?', node.being_drained),
        line('RabbitMQ version', overview.rabbitmq_version),
        line('RabbitMQ release series support status', overview.release_series_support_status),
        line('Node name', node.name),
        line('Erlang configuration', overview.erlang_full_version),
        node.proc_used === undefined ? undefined : `Erlang processes: ${node.proc_used} used, ${node.proc_total} limit`,
        line('Scheduler run queue', node.run_queue),
        line('Cluster heartbeat timeout (net_ticktime)', node.net_ticktime),
      ],
    ],
    ['Plugins', ['Enabled plugins:\n', ...bullets(node.enabled_plugins)]],
    ['Data directory', [line('Node data directory', node.db_dir)]],
    ['Config files', bullets(node.config_files)],
    ['Log file(s)', bullets(node.log_files)],
    ['Alarms', status.alarms.map(alarmLine)],
    ['Memory', memoryLines(status, amount)],
    ['File Descriptors', [node.fd_total === undefined ? undefined : `Total: ${node.fd_used}, limit: ${node.fd_total}`]],
    [
      'Free Disk Space',
      [
        node.disk_free_limit === undefined
          ? undefined
          : `Low free disk space watermark: ${amount(node.disk_free_limit)}`,
        node.disk_free === undefined ? undefined : `Free disk space: ${amount(node.disk_free)}`,
      ],
    ],
    ['Listeners', listenerLines(status)],
  ];
  return sections.map(([title, lines]) => `${title}\n\n${orNone(lines)}`).join('\n\n');
}

function memoryLines({ node, memory }: NodeStatus, amount: (bytes: number) => string): readonly (string | undefined)[] {
  const { total, strategy } = memory;
  const used = (typeof total === 'object' && total !== null ? (total as Record<string, number>) : {})[String(strategy)];
  const parts = memoryCategories(memory);
  return [
    used === undefined ? undefined : `Total memory used: ${amount(used)}`,
    line('Calculation strategy', strategy ?? node.mem_calculation_strategy),
    node.mem_limit === undefined ? undefined : `Memory high watermark computed to: ${amount(node.mem_limit)}`,
    ...(parts.length === 0 ? [] : ['']),
    ...parts.map(({ name, bytes, share }) => `${name}: ${amount(bytes)} (${decimal(share * 1e4, 100)} %)`),
  ];
}

/** `scaled` whole, divided by `by`, as Elixir prints a float: 0.0, not 0. */
export function decimal(scaled: number, by: number): string {
  const rounded = Math.round(scaled) / by;
  return Number.isInteger(rounded) ? rounded.toFixed(1) : String(rounded);
}

const listenerLines = ({ node, overview }: NodeStatus): readonly string[] =>
  (overview.listeners ?? [])
    .filter((listener) => listener.node === node.name)
    .map(listenerLine(overview.rabbitmq_version ?? ''));

const line = (label: string, fact: unknown): string | undefined =>
  fact === undefined ? undefined : `${label}: ${String(fact)}`;

const bullets = (items: readonly string[] | undefined): readonly string[] => (items ?? []).map((item) => ` * ${item}`);

function orNone(lines: readonly (string | undefined)[]): string {
  const known = lines.filter((text) => text !== undefined);
  return known.length === 0 ? '(none)' : known.join('\n');
}
