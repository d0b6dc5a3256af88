import { getNodeWithMemory } from '../api/nodes.js';
import { asRecord } from '../api/shapes.js';
import { command } from '../cli/command.js';
import { oneOf } from '../cli/input.js';
import { has } from '../cluster/capabilities.js';
import { memoryCategories } from '../cluster/status/memory-categories.js';
import { bytesIn, decimal, type Unit } from '../cluster/status/node-status-text.js';
import { UsageError } from '../errors.js';
import { value } from '../format/result.js';
import { Float } from '../format/term.js';

export default command({
  section: 'observability_and_health_checks',
  summary: 'Shows what uses the memory of the node',
  tool: 'rabbitmq-diagnostics',
  about: 'node',
  allNodes: true,
  flags: { unit: oneOf('unit of amounts', Object.keys(bytesIn) as readonly Unit[], 'gb') },
  banner: ({ node }) => `Reporting memory breakdown on node ${node.name}...`,
  run: async ({ node, face, flags: { unit }, version }) => {
    if (!oldUnits.includes(unit)) {
      const { rabbitmq } = await version();
      if (!has(rabbitmq, 'binary_units')) throw new UsageError(`RabbitMQ ${rabbitmq} has no unit ${unit}`);
    }
    const { memory } = await getNodeWithMemory(node.api, node.name);
    const categories = memoryCategories(asRecord(memory));
    const percentage = (share: number) => decimal(share * 1e4, 100);
    if (face !== 'text') {
      const entries = categories.map(({ name, bytes, share }) => [
        ...[name, { bytes, percentage: new Float(Number(percentage(share))) }],
      ]);
      return value(Object.fromEntries(entries));
    }
    const lines = categories.map(
      ({ name, bytes, share }) => `${name}: ${amountIn(unit, bytes)} ${unit} (${percentage(share)}%)`,
    );
    // The real tool ends it with an empty line.
    return value(`${lines.join('\n')}\n`);
  },
});

/** Those that every version knows. */
const oldUnits: readonly Unit[] = ['bytes', 'kb', 'mb', 'gb', 'tb'];

const amountIn = (unit: Unit, bytes: number): string =>
  unit === 'bytes' ? String(bytes) : decimal((bytes / bytesIn[unit]) * 1e4, 1e4);
