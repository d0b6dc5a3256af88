/** What uses how much of a node's memory. */
export interface MemoryCategory {
  readonly name: string;
  readonly bytes: number;
  /** Of the largest of the totals, so that all together may be more than 1 (rabbitmq_cli `core/memory.ex`). */
  readonly share: number;
}

/** The categories of a node's `memory`, as HTTP gives it, the largest first. */
export function memoryCategories(memory: Readonly<Record<string, unknown>>): readonly MemoryCategory[] {
  const { total, strategy: _, ...categories } = memory;
  const totals = typeof total === 'object' && total !== null ? Object.values(total as Record<string, number>) : [];
  const whole = Math.max(...totals, 1);
  return Object.entries(categories)
    .flatMap(([name, bytes]) => (typeof bytes === 'number' ? [{ name, bytes, share: bytes / whole }] : []))
    .toSorted((one, other) => other.bytes - one.bytes);
}
