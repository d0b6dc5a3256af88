import type { AlarmRecord, EventKind, EventRecord, NodeRecord, WatchRecord } from './record.js';

export type Looked = Omit<WatchRecord, 'events'>;

/** What has become otherwise from one record to the next. Of the first record: what is not as it should be. */
export function eventsBetween(before: Looked | undefined, after: Looked): readonly EventRecord[] {
  const event = (kind: EventKind, node: string | null, message: string): EventRecord => ({
    ...{ time: after.time, kind, node, message },
  });
  return [
    ...answerEvents(before, after, event),
    // Of nobody's word nothing follows about who is a member.
    ...(after.answered_by === null ? [] : memberEvents(before, after, event)),
    ...after.nodes.flatMap((node) => nodeEvents(before?.nodes.find(sameName(node)), node, event)),
    ...(after.statistics_time === null ? [] : alarmEvents(before, after, event)),
  ];
}

/**
 * The record that the next one is compared with: what cannot be known just now is as it was known last. A node that was
 * down before nobody answered is not down anew.
 */
export function remembered(before: Looked | undefined, after: Looked): Looked {
  const nodes = after.nodes.map((node): NodeRecord => {
    const known = before?.nodes.find(sameName(node));
    if (known === undefined) return node;
    if (node.running === null && after.answered_by === null) return { ...known, http: node.http };
    // Of one that is down nothing is to be remembered: it comes back as another process.
    if (node.running === false) return node;
    return node.uptime === null ? { ...node, uptime: known.uptime, partitions: known.partitions } : node;
  });
  return { ...after, nodes, alarms: after.statistics_time === null ? (before?.alarms ?? []) : after.alarms };
}

type Make = (kind: EventKind, node: string | null, message: string) => EventRecord;

const sameName =
  ({ name }: { readonly name: string }) =>
  (other: { readonly name: string }): boolean =>
    other.name === name;

function answerEvents(before: Looked | undefined, after: Looked, event: Make): readonly EventRecord[] {
  const did = before === undefined || before.answered_by !== null;
  const does = after.answered_by !== null;
  if (did && !does) return [event('nobody_answers', null, after.problem ?? 'no node answers')];
  return !did && does ? [event('somebody_answers', null, `${after.answered_by} answers`)] : [];
}

function memberEvents(before: Looked | undefined, after: Looked, event: Make): readonly EventRecord[] {
  if (before === undefined) return [];
  const joined = after.nodes.filter((node) => !before.nodes.some(sameName(node)));
  const left = before.nodes.filter((node) => !after.nodes.some(sameName(node)));
  return [
    ...joined.map(({ name }) => event('joined', name, `${name} is a member now`)),
    ...left.map(({ name }) => event('left', name, `${name} is no member any more`)),
  ];
}

function nodeEvents(before: NodeRecord | undefined, after: NodeRecord, event: Make): readonly EventRecord[] {
  const { name } = after;
  const found: EventRecord[] = [];
  const add = (kind: EventKind, message: string) => found.push(event(kind, name, `${name} ${message}`));
  if (after.running === false && before?.running !== false) add('down', 'is down');
  if (after.running === true && before?.running === false) add('up', 'runs again');
  else if (wasRestarted(before, after)) add('restarted', 'was restarted');
  const { http } = after;
  if (http?.answers === false && after.running !== false && before?.http?.answers !== false)
    add('silent', `does not answer over HTTP: ${http.problem ?? ''}`);
  if (http?.answers === true && before?.http?.answers === false) add('answers', 'answers over HTTP again');
  if (after.drained === true && before?.drained !== true) add('drained', 'is under maintenance');
  if (after.drained === false && before?.drained === true) add('revived', 'is in service again');
  if (before?.version && after.version && before.version !== after.version)
    add('version', `runs RabbitMQ ${after.version}, before ${before.version}`);
  const apart = (node: NodeRecord | undefined) => node?.partitions.join(', ') ?? '';
  if (apart(after) !== '' && apart(after) !== apart(before)) add('partition', `is partitioned from ${apart(after)}`);
  if (apart(after) === '' && apart(before) !== '' && after.running === true && after.uptime !== null)
    add('partition_over', 'is partitioned from nobody any more');
  return found;
}

/** It was never seen down, and has run for less time than before. */
const wasRestarted = (before: NodeRecord | undefined, { uptime, running }: NodeRecord): boolean =>
  before?.uptime != null && uptime !== null && running === true && uptime < before.uptime;

function alarmEvents(before: Looked | undefined, after: Looked, event: Make): readonly EventRecord[] {
  const isIn = (alarms: readonly AlarmRecord[], { node, resource }: AlarmRecord) =>
    alarms.some((one) => one.node === node && one.resource === resource);
  const raised = after.alarms.filter((alarm) => !isIn(before?.alarms ?? [], alarm));
  const over = (before?.alarms ?? []).filter((alarm) => !isIn(after.alarms, alarm));
  return [
    ...raised.map((alarm) => event('alarm', alarm.node, `${alarm.node} has a ${alarmWord(alarm)} alarm`)),
    ...over.map((alarm) => event('alarm_over', alarm.node, `${alarm.node} has no ${alarmWord(alarm)} alarm any more`)),
  ];
}

/** `file descriptors`. */
export const alarmWord = ({ resource }: Pick<AlarmRecord, 'resource'>): string => resource.replace('_', ' ');
