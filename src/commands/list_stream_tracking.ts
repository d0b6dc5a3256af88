import { orNotFound } from '../api/is-found.js';
import { getStreamTracking } from '../api/streams.js';
import { command } from '../cli/command.js';
import { flag, text, vhost } from '../cli/input.js';
import { NotOverHttp, UsageError } from '../errors.js';
import type { Row } from '../format/result.js';
import { Atom } from '../format/term.js';

export default command({
  section: 'plugin',
  summary: 'Lists what a stream keeps for its clients: offsets of readers, last ids of writers',
  tool: 'rabbitmq-streams',
  repeatable: true,
  formatter: 'pretty_table',
  lists: true,
  args: { stream: text('name of the stream') },
  flags: {
    vhost,
    all: flag('both kinds; the default'),
    offset: flag('only offsets of readers'),
    writer: flag('only ids of writers'),
  },
  examples: ['rabbitctl list_stream_tracking events -p shop --offset'],
  validate: ({ flags: { all, offset, writer } }) => {
    if ([all, offset, writer].filter(Boolean).length > 1)
      throw new UsageError('Specify only one of --all, --offset, --writer.');
  },
  banner: ({ args }) => `Listing tracking information for stream ${args.stream} ...`,
  run: async ({ cluster, args, flags }) => {
    const { offsets, writers } = await orNotFound(
      getStreamTracking(cluster.api, flags.vhost, args.stream),
      (cause) => new NotOverHttp('HTTP knows of no such stream', { cause }),
    );
    const rows = [
      ...(flags.writer ? [] : rowsOf('offset', offsets)),
      ...(flags.offset ? [] : rowsOf('writer', writers)),
    ];
    return { kind: 'rows', columns: ['type', 'name', 'tracking_value'], rows, streamed: true };
  },
});

const rowsOf = (type: string, values: Readonly<Record<string, number>> = {}): readonly Row[] =>
  Object.entries(values).map(([name, value]) => [new Atom(type), name, value]);
