import type { RunEvent } from '../event.js';
import type { RecordedRun } from '../journal.js';
import type { Ended } from './ended-text.js';
import type { Json } from './plain-json.js';

/** `reason` is why a run is paused; `done` of `nodes` are at the target; `seconds` of all its sittings together. */
export const historyColumns = [
  'run',
  'started',
  'kind',
  'cluster',
  'target',
  'outcome',
  'reason',
  'done',
  'nodes',
  'seconds',
] as const;

/** Past runs, a row each, in the order in which they come. `unfinished`: killed, or still at work. */
export const historyRows = (runs: readonly RecordedRun[]): readonly (readonly Json[])[] => runs.map(row);

function row({ run, plan, events }: RecordedRun): readonly Json[] {
  const { kind, target } = plan.options;
  const last = sittings(events).at(-1)?.ended;
  const done = new Set(events.flatMap((event) => (event.event === 'node-done' ? [event.node] : [])));
  const seconds = sittings(events).reduce((sum, sitting) => sum + sitting.seconds, 0);
  return [
    ...[run, events[0]?.time ?? '', kind, plan.cluster, target ?? ''],
    ...[last?.outcome ?? 'unfinished', last?.reason ?? ''],
    ...[done.size, plan.nodes.length, Math.round(seconds)],
  ];
}

/** A run from its start, or from one that resumed it, to where it stopped. */
export interface Sitting {
  readonly started: string;
  /** Undefined when its process was killed, or is at work. */
  readonly ended?: Ended;
  readonly seconds: number;
}

/** The sittings of a run, from their events: what an end or a death cut off, the next one goes on with. */
export function sittings(events: readonly RunEvent[]): readonly Sitting[] {
  const found: Sitting[] = [];
  let begun = false;
  for (const event of events) {
    const last: Sitting | undefined = found.at(-1);
    const fresh: boolean = last === undefined || last.ended !== undefined || (event.event === 'started' && begun);
    const now = fresh || last === undefined ? { started: event.time } : last;
    if (fresh) found.push({ ...now, seconds: 0 });
    // Verdicts stand before the start that they belong to.
    begun = event.event === 'started' || (begun && !fresh);
    const seconds = event.event === 'ended' ? event.seconds : (Date.parse(event.time) - Date.parse(now.started)) / 1000;
    found[found.length - 1] = { ...now, seconds, ...(event.event === 'ended' && { ended: event }) };
  }
  return found;
}
