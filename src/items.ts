/** A list as it comes, some of it at a time. */
export type Items<Item> = AsyncIterable<readonly Item[]>;

/** The whole list. */
export async function collected<Item>(items: Items<Item>): Promise<readonly Item[]> {
  const all: (readonly Item[])[] = [];
  for await (const some of items) all.push(some);
  return all.flat();
}

/** What is made of each part of a list, when it comes. */
export async function* mapped<Item, Made>(
  items: Items<Item>,
  make: (some: readonly Item[]) => readonly Made[],
): AsyncGenerator<readonly Made[], void> {
  for await (const some of items) yield make(some);
}

/** The same list, of which the first items are there: a request that fails at once fails here, and not while it is printed. */
export async function begun<Item>(items: Items<Item>): Promise<Items<Item>> {
  const rest = items[Symbol.asyncIterator]();
  const first = await rest.next();
  return (async function* () {
    try {
      for (let next = first; !next.done; next = await rest.next()) yield next.value;
    } finally {
      await rest.return?.();
    }
  })();
}
