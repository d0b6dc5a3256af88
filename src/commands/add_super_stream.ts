import { orNoRoute } from '../api/or-no-route.js';
import { addSuperStream } from '../api/streams.js';
import { command } from '../cli/command.js';
import { integer, option, text, vhost } from '../cli/input.js';
import { checkSuperStream } from '../cli/super-stream-input.js';
import { asAnyone } from '../cluster/as-anyone.js';
import { has } from '../cluster/capabilities.js';
import { refusedSuperStream } from '../cluster/refused-super-stream.js';
import { superStreamArguments } from '../cluster/super-stream-arguments.js';
import { NotOverHttp } from '../errors.js';
import { value } from '../format/result.js';
import { Atom } from '../format/term.js';

export default command({
  section: 'plugin',
  summary: 'Makes a super stream',
  tool: 'rabbitmq-streams',
  args: { name: text('super stream') },
  flags: {
    vhost,
    partitions: integer('how many partitions; 3 by default', undefined),
    'binding-keys': option('keys instead, separated by commas'),
    'routing-keys': option('the same before 3.11'),
    'max-length-bytes': option('as in 20gb'),
    'max-age': option('ISO 8601, as in P1D'),
    'stream-max-segment-size-bytes': option('as in 500mb'),
    'leader-locator': option('client-local or balanced'),
    'initial-cluster-size': integer('replicas of each partition', undefined),
  },
  examples: ['rabbitctl add_super_stream orders -p shop --partitions 5 --max-age P7D'],
  validate: ({ flags }) => checkSuperStream(flags),
  banner: async ({ version }) => {
    const isExperimental = has((await version()).rabbitmq, 'super_streams_experimental');
    return `Adding a super stream${isExperimental ? ' (experimental feature)' : ''}...`;
  },
  run: async ({ cluster: { api }, args: { name }, flags, version, face }) => {
    if (!has((await version()).rabbitmq, 'super_streams_over_http'))
      throw new NotOverHttp('HTTP makes no super streams before 4.1.1');
    const keys = flags['binding-keys'] ?? flags['routing-keys'];
    const options = superStreamArguments(flags);
    // Without a key the tool makes one without partitions; what it takes for an amount may be more than we know of.
    if (options === undefined || (keys !== undefined && !/[^\s,]/.test(keys)))
      throw new NotOverHttp('only the tool reads an option as this one');
    const parts = keys === undefined ? { partitions: flags.partitions ?? 3 } : { 'binding-keys': keys };
    const request = orNoRoute(
      asAnyone(api, addSuperStream(api, flags.vhost, name, { ...parts, arguments: options })),
      (cause) => new NotOverHttp('the plugin rabbitmq_stream_management is off', { cause }),
    );
    await refusedSuperStream(request);
    const done = `Super stream ${name} has been created`;
    // The tool's own text is a list of characters, which JSON has bare and Erlang without brackets.
    if (face === 'erlang') return value([...done].map((letter) => letter.codePointAt(0) ?? 0));
    return value(face === 'json' ? new Atom(done) : done);
  },
});
