import type { Cluster } from '../cluster/cluster.js';
import { compareDefinitions } from '../cluster/definitions/compare-definitions.js';
import { differencesJson, differencesText } from '../cluster/definitions/difference-report.js';
import type { ObjectKind } from '../cluster/definitions/object-kinds.js';
import { type Clusters, sideOf } from '../cluster/definitions/side.js';
import type { Result } from '../format/result.js';
import { lockParameter, planParameter } from './lock-record.js';

/** What `diff-definitions` is given of its command. */
export interface AskedDiff {
  readonly args: { readonly first: string; readonly second: string | undefined };
  readonly flags: { readonly 'ignore-passwords': boolean };
  readonly cluster: Cluster;
  readonly otherCluster: Clusters['other'];
  readonly signal: AbortSignal;
  readonly face: 'text' | 'json' | 'erlang';
}

/** Compares, prints, and ends with 0 or 1. A run's own lock is no definition of either side. */
export function runDiff(asked: AskedDiff, ignore: ReadonlySet<ObjectKind>): Result {
  const { args, flags, cluster, signal, face } = asked;
  return {
    kind: 'passed',
    verbatim: true,
    start: async (sink) => {
      const clusters: Clusters = { own: cluster, other: (of) => asked.otherCluster(of), signal };
      const reading = { without: new Set([lockParameter, planParameter]) };
      const [first, second] = await Promise.all([
        sideOf(args.first, clusters, reading),
        sideOf(args.second, clusters, reading),
      ]);
      const comparing = { ignorePasswords: flags['ignore-passwords'], ignore };
      const differences = compareDefinitions(first.objects, second.objects, comparing);
      const names = [first.name, second.name] as const;
      const text = face === 'json' ? differencesJson(names, differences) : differencesText(names, differences);
      if (text !== '') await sink('stdout', Buffer.from(text));
      return differences.length === 0 ? 0 : 1;
    },
  };
}
