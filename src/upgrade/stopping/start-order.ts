import type { StopRecord } from './stop-record.js';
import type { StoppedMachine } from './stopped-machine.js';

/** A node with what its machine tells; `machine` is undefined where that is not reached. */
export interface Stopped {
  readonly name: string;
  readonly runs: boolean;
  readonly machine: StoppedMachine | undefined;
}

export interface StartOrder {
  /** Those that run, then the others as they are to be started. */
  readonly order: readonly string[];
  readonly khepri: boolean;
  /** None can be up before the others are there: they are started side by side. */
  readonly together: boolean;
  /** Those that stopped last: with Mnesia nothing comes up before one of them is. Empty where that is not known. */
  readonly last: readonly string[];
  readonly by: 'data' | 'record' | 'nobody';
  /** Of the last stop-cluster. */
  readonly record: StopRecord | undefined;
}

/**
 * Last down, first up: with Mnesia a node boots only when one is up that was there after it had stopped, for its tables may
 * be newer there. Each node's own data say who ran when it stopped; where they do not, what stop-cluster left does. With
 * Khepri each waits for most of the others, and so they do with Mnesia where all went at once and none was the last.
 */
export function startOrder(nodes: readonly Stopped[]): StartOrder {
  const record = latest(nodes);
  const recorded = ({ name }: Stopped) => record?.order.indexOf(name) ?? -1;
  const running = nodes.filter(({ runs }) => runs).map(({ name }) => name);
  const down = nodes.filter(({ runs }) => !runs).toSorted((one, other) => recorded(other) - recorded(one));
  const khepri = nodes.some(({ machine }) => machine?.khepri === true);
  const told = !khepri && down.some((of) => outlivedBy(of) !== undefined);
  const rank = (of: Stopped) => outlivedBy(of) ?? Number.POSITIVE_INFINITY;
  const ordered = told ? down.toSorted((one, other) => compare(rank(one), rank(other))) : down;
  const names = ordered.map(({ name }) => name);
  const last = told
    ? ordered.filter((of) => outlivedBy(of) === 0).map(({ name }) => name)
    : record
      ? names.slice(0, 1)
      : [];
  const waits = running.length === 0 && last.length === 0;
  return {
    ...{ order: [...running, ...names], khepri, together: down.length > 1 && (khepri || waits) },
    ...{ last: khepri ? [] : last, by: told ? 'data' : record ? 'record' : 'nobody', record },
  };
}

/** How many others ran on when it stopped; undefined where nobody tells. */
function outlivedBy({ name, machine }: Stopped): number | undefined {
  if (machine === undefined || machine.ranWith.length === 0) return undefined;
  return machine.ranWith.filter((other) => other !== name).length;
}

function latest(nodes: readonly Stopped[]): StopRecord | undefined {
  const records = nodes.flatMap(({ machine }) => machine?.record ?? []);
  return records.toSorted((one, other) => (one.begun < other.begun ? 1 : -1))[0];
}

/** Two that nobody tells of are equal: Infinity less itself is no number. */
const compare = (one: number, other: number): number => (one === other ? 0 : one - other);
