import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { CommandClass } from '../../src/cli/command.js';
import { parseInput } from '../../src/cli/parse.js';
import { CliError } from '../../src/errors.js';

/** What the real tools refuse before they connect, and their exit codes; 0 where they go on. */
const seen: readonly (readonly [code: number, ...argv: string[]])[] = [
  [65, 'cipher_suites', '--format', 'stone'],
  [0, 'cipher_suites', '--format', 'map'],
  [65, 'resolve_hostname', 'localhost', '--address-family', 'IPv5'],
  [0, 'resolve_hostname', 'localhost', '--address-family', 'IPv6'],
  [64, 'set_disk_free_limit'],
  [64, 'set_disk_free_limit', 'mem_relative'],
  [65, 'set_disk_free_limit', 'mem_relative', 'x'],
  [65, 'set_disk_free_limit', 'mem_relative', '.5'],
  [65, 'set_disk_free_limit', 'mem_relative', '-1'],
  [64, 'set_disk_free_limit', 'mem_relative', '1', '2'],
  [64, 'set_disk_free_limit', '50MB', 'extra'],
  [65, 'set_disk_free_limit', '50stone'],
  [65, 'set_disk_free_limit', '1.5GB'],
  [65, 'set_disk_free_limit', ''],
  ...['50MB', '2GiB', '5k', '1000', '-5'].map((limit) => [0, 'set_disk_free_limit', limit] as const),
  [0, 'set_disk_free_limit', 'mem_relative', '1.5'],
  [64, 'set_vm_memory_high_watermark'],
  [65, 'set_vm_memory_high_watermark', 'x'],
  [65, 'set_vm_memory_high_watermark', '.4'],
  [65, 'set_vm_memory_high_watermark', '-1'],
  [65, 'set_vm_memory_high_watermark', '1.5'],
  [64, 'set_vm_memory_high_watermark', '0.4', '0.5'],
  [64, 'set_vm_memory_high_watermark', 'absolute'],
  [65, 'set_vm_memory_high_watermark', 'absolute', 'x'],
  [65, 'set_vm_memory_high_watermark', 'absolute', '1stone'],
  [65, 'set_vm_memory_high_watermark', 'absolute', '1.5GB'],
  [64, 'set_vm_memory_high_watermark', 'absolute', '1', '2'],
  ...['0', '1', '0.4', '4.0e-1'].map((share) => [0, 'set_vm_memory_high_watermark', share] as const),
  [0, 'set_vm_memory_high_watermark', 'absolute', '2GB'],
  [69, 'set_log_level', 'stone'],
  [69, 'set_log_level', 'INFO'],
  [64, 'set_log_level', 'connection', 'info'],
  [0, 'set_log_level', 'notice'],
  [64, 'set_channel_interceptor_priorities'],
  [65, 'set_channel_interceptor_priorities', 'one'],
  [65, 'set_channel_interceptor_priorities', 'one', '1', 'other'],
  [65, 'set_channel_interceptor_priorities', 'one', 'x'],
  [65, 'set_channel_interceptor_priorities', 'one', '1', 'other', '1.5'],
  ...['7', '-7', '+7'].map((priority) => [0, 'set_channel_interceptor_priorities', 'one', priority] as const),
  [0, 'set_channel_interceptor_priorities', 'one', '1', 'other', '2'],
  [64, 'wait'],
  [64, 'wait', '/a', '--pid', '3'],
  [0, 'wait', '--pid', '3'],
  [0, 'wait', '/a'],
  [64, 'eval', 'a', 'b'],
  [64, 'eval', '1 + 1'],
  [64, 'eval', ''],
  ...['1.', ' node(). \n', '1. % one', 'X = 1, X.'].map((expression) => [0, 'eval', expression] as const),
  [0, 'eval'],
  [65, 'join_cluster', 'rabbit@x', '--disc', '--ram'],
  [0, 'join_cluster', 'rabbit@x', '--ram'],
  [65, 'change_cluster_node_type', 'stone'],
  [0, 'change_cluster_node_type', 'ram'],
  [64, 'schema_info', 'nonsense'],
  [0, 'schema_info', 'name', 'cookie'],
  [64, 'peek', 'q', 'x'],
  [64, 'peek', 'q', '-1'],
  [64, 'peek', 'q', '0'],
  [0, 'peek', 'q', '7'],
  [65, 'plugins list', '-m', '-v'],
  [0, 'plugins list', '-E', '-e', '-m'],
  [65, 'plugins directories', '--online', '--offline'],
  [64, 'plugins enable'],
  [64, 'plugins disable'],
  [65, 'plugins enable', '--all', 'rabbitmq_shovel'],
  [65, 'plugins disable', '--all', 'rabbitmq_shovel'],
  [65, 'plugins enable', 'x', '--online', '--offline'],
  [65, 'plugins set', 'x', '--online', '--offline'],
  [65, 'plugins is_enabled', 'x', '--online', '--offline'],
  [0, 'plugins enable', '--all'],
  [0, 'plugins set'],
  [64, 'add_super_stream', 'x', '--partitions', '0'],
  [64, 'add_super_stream', 'x', '--partitions', '2', '--binding-keys', 'a,b'],
  [64, 'add_super_stream', 'x', '--max-age', 'stone'],
  [64, 'add_super_stream', 'x', '--max-length-bytes', 'stone'],
  [64, 'add_super_stream', 'x', '--leader-locator', 'stone'],
  [64, 'add_super_stream', 'x', '--initial-cluster-size', '0'],
  [0, 'add_super_stream', 'x', '--max-age', 'PT10M30S', '--max-length-bytes', '20gb', '--leader-locator', 'balanced'],
  [64, 'reset_offset', '--stream', 'x'],
  [64, 'activate_stream_consumer', '--reference', 'x'],
  [64, 'grow_to_count', '0', 'all'],
  [64, 'grow_to_count', '3', 'odd'],
  [64, 'grow_to_count', '3', 'even', '--membership', 'king'],
  [0, 'grow_to_count', '3', 'even', '--membership', 'voter'],
];

it.each(seen)('%i: %s %s %s %s', async (code, name, ...words) => {
  const file = `${(name as string).replace(' ', '/')}.ts`;
  const { default: command } = (await import(join(import.meta.dirname, '../../src/commands', file))) as {
    default: CommandClass;
  };
  const { definition } = command;
  const refused = await parseInput(definition, name as string, words as string[]).then(
    ({ args, flags }) => {
      try {
        definition.validate?.({ args, flags });
        return 0;
      } catch (error) {
        return codeOf(error);
      }
    },
    (error) => codeOf(error),
  );
  expect(refused).toBe(code);
});

function codeOf(error: unknown): number {
  if (error instanceof CliError) return error.exitCode;
  throw error;
}
