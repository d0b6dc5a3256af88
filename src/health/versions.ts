import { compareVersions } from '../cluster/capabilities.js';
import { type Asked, answering } from './ask-nodes.js';
import { type Finding, type Outcome, outcome } from './finding.js';

/** Nodes that run different versions of RabbitMQ or of Erlang. */
export async function versions({ nodes }: Asked): Promise<Outcome> {
  const all = answering(nodes).map(({ name, overview }) => ({
    name,
    rabbitmq: overview.rabbitmq_version ?? '',
    erlang: overview.erlang_version ?? '',
  }));
  return outcome([...skew(all, 'rabbitmq'), ...skew(all, 'erlang')]);
}

interface Versions {
  readonly name: string;
  readonly rabbitmq: string;
  readonly erlang: string;
}

function skew(all: readonly Versions[], of: 'rabbitmq' | 'erlang'): readonly Finding[] {
  const different = [...new Set(all.map((node) => node[of]))]
    .filter((version) => version !== '')
    .toSorted(compareVersions);
  if (different.length < 2) return [];
  const text = different.map(
    (version) =>
      `${version} on ${all
        .filter((node) => node[of] === version)
        .map(({ name }) => name)
        .join(', ')}`,
  );
  const newest = different.at(-1);
  return [
    {
      ...{ check: 'versions', level: 'warning', names: different },
      message: `nodes run different versions of ${of === 'rabbitmq' ? 'RabbitMQ' : 'Erlang'}: ${text.join('; ')}`,
      advice:
        of === 'rabbitmq'
          ? `Finish that upgrade soon: rabbitctl rolling-upgrade --to ${newest}`
          : `Install the same Erlang on all of them, then rabbitctl rolling-restart`,
    },
  ];
}
