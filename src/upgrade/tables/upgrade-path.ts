import { compareVersions } from '../../cluster/capabilities.js';

export type PathVerdict =
  /** May be rolled: within a series, and to the same version with a higher package revision. */
  | { readonly kind: 'legal' }
  | { readonly kind: 'downgrade' }
  /** `chain`: the series to go through, such as 3.8, 3.9, 3.10; empty when there is no way. */
  | { readonly kind: 'illegal'; readonly chain: readonly string[]; readonly reason: string };

export interface PathFacts {
  /** khepri_db is on. */
  readonly khepri: boolean;
}

/**
 * Series by series, what may be rolled to directly. Sources: RabbitMQ's upgrade guide (docs/upgrade.md, and version-3.13's),
 * release notes 3.8.0, 3.9.0, 3.10.0, 3.11.0, 3.12.0, 3.13.0, 4.0.1, 4.1.0, 4.2.0, 4.3.0.
 */
const hops: Readonly<Record<string, readonly string[]>> = {
  '3.7': ['3.8'],
  '3.8': ['3.9'],
  '3.9': ['3.10'],
  '3.10': ['3.11'],
  '3.11': ['3.12'],
  '3.12': ['3.13'],
  '3.13': ['4.0', '4.1', '4.2'],
  '4.0': ['4.1', '4.2'],
  '4.1': ['4.2'],
  '4.2': ['4.3'],
  '4.3': [],
};

/** Newest patch of each series that this table knows; later ones are as good. Source: the server's tags at v4.3.5, which-erlang for 4.2. */
const newestPatch: Readonly<Record<string, string>> = {
  ...{ '3.8': '3.8.35', '3.9': '3.9.29', '3.10': '3.10.25', '3.11': '3.11.28', '3.12': '3.12.14', '3.13': '3.13.7' },
  ...{ '4.0': '4.0.9', '4.1': '4.1.8', '4.2': '4.2.10', '4.3': '4.3.5' },
};

/** From which patch of a series the next one may be rolled to. Sources: release notes 3.8.0 (from 3.7.18), 3.12.0 (from 3.11.18). */
const leastPatch: Readonly<Record<string, string>> = { '3.7': '3.7.18', '3.11': '3.11.18' };

/** Whether RabbitMQ supports a rolling upgrade from one version to another. */
export function judgePath(from: string, to: string, { khepri }: PathFacts): PathVerdict {
  const [source, target] = [seriesOf(from), seriesOf(to)];
  if (isBefore(to, from)) return { kind: 'downgrade' };
  if (source === target) return { kind: 'legal' };
  const chain = legalChain(from, to);
  if (hops[source] === undefined || hops[target] === undefined) {
    const unknown = hops[source] === undefined ? source : target;
    return { kind: 'illegal', chain: [], reason: `this rabbitctl knows nothing of RabbitMQ ${unknown}` };
  }
  // Release notes 4.0.1: only blue-green.
  if (source === '3.13' && khepri) {
    return {
      kind: 'illegal',
      chain: [],
      reason: 'khepri_db is on, and 3.13 with Khepri has no way to 4.x but a new cluster',
    };
  }
  const least = leastPatch[source];
  if (least !== undefined && before(from, least)) {
    return {
      kind: 'illegal',
      chain: [`${least} or a later ${source}`, ...chain.slice(1)],
      reason: `${chain[1]} can be reached from ${least} on only`,
    };
  }
  if (hops[source]?.includes(target)) return { kind: 'legal' };
  return { kind: 'illegal', chain, reason: 'series are left out' };
}

/** The shortest way from series to series, both included; empty when there is none. */
export function legalChain(from: string, to: string): readonly string[] {
  const target = seriesOf(to);
  let ways: readonly (readonly string[])[] = [[seriesOf(from)]];
  while (ways.length > 0) {
    const found = ways.find((way) => way.at(-1) === target);
    if (found !== undefined) return found;
    ways = ways.flatMap((way) => (hops[way.at(-1) ?? ''] ?? []).map((next) => [...way, next]));
  }
  return [];
}

interface Advice {
  readonly from: string;
  readonly to: string;
  readonly applies: (from: string, to: string) => boolean;
  readonly message: string;
}

const before = (version: string, limit: string): boolean => compareVersions(version, limit) < 0;

/** What is supported, but has a known edge. Sources: release notes 3.13.4, 4.0.1, 4.1.8, 4.2.3, 4.3.5; server#11380, #15271. */
const advices: readonly Advice[] = [
  {
    ...{ from: '3.12', to: '3.13', applies: (from, to) => !before(from, '3.12.14') && before(to, '3.13.4') },
    message: 'from 3.12.14 take 3.13.4 or later (server#11380)',
  },
  {
    ...{ from: '4.1', to: '4.2', applies: (from, to) => before(from, '4.1.8') && before(to, '4.2.3') },
    message: 'federation between 4.1 and 4.2 needs 4.1.8 or 4.2.3 (server#15271)',
  },
  {
    ...{ from: '4.2', to: '4.3', applies: (_, to) => before(to, '4.3.5') },
    message: 'take 4.3.5 or later: it mends queries of quorum queues between 4.2 and 4.3',
  },
  {
    ...{ from: '3.13', to: '4', applies: () => true },
    message:
      'quorum queues get a delivery limit of 20, beyond which messages are dead-lettered or dropped: see that they have a dead-letter exchange, or a policy with another delivery-limit (release notes 4.0.1)',
  },
];

/** Edges of a hop that is supported. */
export function pathWarnings(from: string, to: string): readonly string[] {
  const starts = (version: string, series: string) => seriesOf(version) === series || version.startsWith(`${series}.`);
  const edges = advices
    .filter((advice) => starts(from, advice.from) && starts(to, advice.to) && advice.applies(from, to))
    .map(({ message }) => message);
  return seriesOf(from) === seriesOf(to) ? edges : [...edges, ...newestFirst(from, to)];
}

/** Source: docs/upgrade.md, release notes 4.3.0: the newest patch of the old series first, then that of the new one. */
function newestFirst(from: string, to: string): readonly string[] {
  const older = [from, to].flatMap((version) => {
    const newest = newestPatch[seriesOf(version)];
    return newest !== undefined && before(version, newest) ? [`${version} (there is ${newest})`] : [];
  });
  return older.length === 0
    ? []
    : [`RabbitMQ advises the newest patch of either series, unlike ${older.join(' and ')}`];
}

/** A release candidate comes before its release. */
function isBefore(one: string, other: string): boolean {
  const difference = compareVersions(one, other);
  if (difference !== 0) return difference < 0;
  return compareVersions(candidateOf(one), candidateOf(other)) < 0;
}

/** `4.3.0-rc.1` is 3.1, a beta 2.x, an alpha 1.x, and a release comes after all of these. */
function candidateOf(version: string): string {
  const [, stage = '', number = '0'] = /[-~](alpha|beta|rc)\.?(\d*)/.exec(version) ?? [];
  return `${{ alpha: 1, beta: 2, rc: 3 }[stage] ?? 4}.${number || '0'}`;
}

/** `3.10` of 3.10.8. */
export const seriesOf = (version: string): string => version.split('.').slice(0, 2).join('.');
