import type { ManagementApi } from '../../src/api/management-api.js';
import { asRecord } from '../../src/api/shapes.js';
import { type CliError, NotFound } from '../../src/errors.js';
import type { Clock } from '../../src/upgrade/clock.js';
import type { Member } from '../../src/upgrade/member.js';

/** Members that share one set of global parameters, as those of a cluster do. */
export function membersWith(store: Map<string, unknown>, names: readonly string[], hooks: StoreHooks = {}): Member[] {
  return names.map((name) => ({ name, node: { name, api: apiOf(name, store, hooks) } }) as unknown as Member);
}

interface StoreHooks {
  /** What this member fails with. */
  readonly failing?: (name: string) => CliError | undefined;
  /** Told of every request, before it is answered. */
  readonly asked?: (name: string, method: string, path: string) => void;
}

function apiOf(name: string, store: Map<string, unknown>, { failing, asked }: StoreHooks): ManagementApi {
  return {
    url: `http://${name}`,
    request: async (method, path, options) => {
      asked?.(name, method, path);
      const failure = failing?.(name);
      if (failure !== undefined) throw failure;
      const key = path.replace('global-parameters/', '');
      if (method === 'PUT') store.set(key, structuredClone(asRecord(options?.body).value));
      if (method === 'PUT') return undefined;
      if (!store.has(key)) throw new NotFound('Not Found');
      if (method === 'DELETE') store.delete(key);
      return method === 'GET' ? { name: key, value: store.get(key) } : undefined;
    },
    async *stream() {},
    async *items() {},
    close: async () => {},
  };
}

/** Time that stands still: sleeping passes it at once, and heartbeats come when they are called. */
export function handClock(onSleep: (ms: number) => void = () => {}) {
  let now = Date.UTC(2026, 10, 25, 12);
  const beats = new Set<() => void>();
  const clock: Clock = {
    now: () => now,
    sleep: async (ms) => {
      now += ms;
      onSleep(ms);
    },
    every: (_ms, work) => {
      beats.add(work);
      return () => beats.delete(work);
    },
  };
  return { clock, beats };
}
