/** What is wrong within a value: the key, a path for one further inside; undefined where all is well. */
type Check = (value: unknown) => string | undefined;

/** The key of a line that is not as watch writes it, for instance `nodes.memory`; undefined for a record. */
export const wrongInRecord: Check = (value) => record(value);

const when =
  (isRight: (value: unknown) => boolean): Check =>
  (value) =>
    isRight(value) ? undefined : '';
const text = when((value) => typeof value === 'string');
const time = when((value) => typeof value === 'string' && Number.isFinite(Date.parse(value)));
const number = when((value) => value === null || Number.isFinite(value));
const truth = when((value) => value === null || typeof value === 'boolean');
const positive = when((value) => Number.isFinite(value) && Number(value) > 0);

const orNull =
  (check: Check): Check =>
  (value) =>
    value === null ? undefined : check(value);

const list =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) ? value.map(check).find((wrong) => wrong !== undefined) : '';

/** Keys that are not named here may be there, too: later ones are added. */
const having =
  (checks: Readonly<Record<string, Check>>): Check =>
  (value) => {
    if (typeof value !== 'object' || value === null) return '';
    const held = value as Readonly<Record<string, unknown>>;
    for (const [key, check] of Object.entries(checks)) {
      const wrong = check(held[key]);
      if (wrong !== undefined) return wrong === '' ? key : `${key}.${wrong}`;
    }
    return undefined;
  };

const numbers = (value: unknown): string | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.entries(value).find(([, held]) => number(held) !== undefined)?.[0]
    : '';
const used = having({ used: number, limit: number });

const node = having({
  ...{ name: text, running: truth, version: orNull(text), drained: truth, uptime: number },
  http: orNull(having({ answers: truth, milliseconds: number, problem: orNull(text) })),
  ...{ memory: used, disk: having({ free: number, limit: number }), file_descriptors: used, erlang_processes: used },
  ...{ run_queue: number, connections_opened: number, channels_opened: number, partitions: list(text) },
});
const queue = having({
  ...{ vhost: text, name: text, type: orNull(text), state: orNull(text), consumers: number },
  ...{ messages: number, ready: number, unacknowledged: number, publish: number, deliver: number },
});
const record = having({
  ...{ time, interval: positive, cluster: text, nodes: list(node), totals: numbers, rates: numbers },
  ...{ answered_by: orNull(text), statistics_time: orNull(time), problem: orNull(text) },
  queues: orNull(having({ time, count: number, sorted_by: text, longest: list(queue) })),
  alarms: list(having({ node: text, resource: text })),
  events: list(having({ time, kind: text, node: orNull(text), message: text })),
});
