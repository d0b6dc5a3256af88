import { existsSync } from 'node:fs';
import { importDefinitions } from '../api/definitions.js';
import { noSuchVhost } from '../api/no-such-vhost.js';
import { command } from '../cli/command.js';
import { notDeserialised, openDefinitions, openTermDefinitions } from '../cli/definitions-file.js';
import { flag, oneOf, optional, ours, text } from '../cli/input.js';
import { has } from '../cluster/capabilities.js';
import { verification } from '../cluster/definitions/verified-import.js';
import { DataError, Unavailable, UsageError } from '../errors.js';
import { nothing, value } from '../format/result.js';

const formats = oneOf('format of the file', ['json', 'erlang'], 'json');

export default command({
  section: 'definitions',
  summary: 'Imports definitions from a file, or from stdin',
  tool: 'rabbitmqctl',
  args: { file: optional(text('file on this machine, gzip or not; - or none is stdin')) },
  flags: {
    format: { ...formats, parse: formatOf },
    'skip-if-unchanged': flag('taken as the real tool takes it: it changes nothing'),
    verify: ours(flag('end with 69 when the server left something otherwise than the file has it')),
  },
  showsDryRun: true,
  examples: [
    'rabbitctl import_definitions backup.json',
    'rabbitctl import_definitions backup.json --dry-run',
    'zcat backup.json.gz | rabbitctl import_definitions - --verify',
  ],
  validate: ({ args: { file } }) => {
    if (!isStdin(file) && !existsSync(file)) throw new DataError(`Bad argument: File ${file} does not exist`);
  },
  banner: ({ args: { file }, flags }) =>
    `Importing definitions in ${flags.format === 'json' ? 'JSON' : 'Erlang term format'} from ${isStdin(file) ? 'standard input' : `a file at "${file}"`} ...`,
  // The node's tool would read a file of the node's own, and its stdin is closed since 4.0.
  ownTool: () => ({ kind: 'passed', start: () => Promise.reject(onlyHere()) }),
  run: async ({ cluster, args, flags, face, signal, stdin, version, note }) => {
    if (flags['skip-if-unchanged']) {
      const { rabbitmq } = await version();
      if (!has(rabbitmq, 'skip_if_unchanged')) throw new UsageError(`RabbitMQ ${rabbitmq} has no --skip-if-unchanged`);
    }
    const file = isStdin(args.file) ? undefined : args.file;
    const chunks = await (flags.format === 'json' ? openDefinitions : openTermDefinitions)(file, stdin);
    if (flags['dry-run']) {
      const { dryImport } = await import('../cluster/definitions/dry-import.js');
      return dryImport(cluster.api, chunks, { signal, json: face !== 'text', verify: flags.verify });
    }
    const { chunks: sent, compare } = verification(chunks, flags.verify, note);
    const silent = face === 'json' || flags.quiet || flags.silent;
    // Before: what is done then must not look failed because the version cannot be had.
    const named = !silent && has((await version()).rabbitmq, 'import_names_node_log');
    await orRefusedImport(importDefinitions(cluster.api, sent, { signal }));
    await compare(cluster.api, signal);
    if (silent) return nothing;
    const line = named ? `${started} ${watchLog}` : started;
    return value(face === 'erlang' ? `${line}\n` : line);
  },
});

const started = 'Successfully started definition import. This process is asynchronous and can take some time.';
const watchLog = 'Watch target node logs for completion.';

const isStdin = (file: string | undefined): file is undefined | '-' => file === undefined || file === '-';

const onlyHere = (): Unavailable =>
  new Unavailable('the file is on this machine, and the tool reads files of its own machine only', {
    hint: 'Copy it there, and: rabbitctl on-node -n NODE -- rabbitmqctl import_definitions FILE',
  });

/** Another one is bad data to the real tool; upper case is not. */
function formatOf(word: string): 'json' | 'erlang' {
  const format = word.trim().toLowerCase();
  if (format === 'json' || format === 'erlang') return format;
  throw new DataError('Bad argument: Format should be either json or erlang');
}

/** What the server does not take is 69; what it cannot read is bad data. */
async function orRefusedImport(request: Promise<void>): Promise<void> {
  try {
    await request;
  } catch (cause) {
    if (!(cause instanceof DataError) || cause.cause !== undefined) throw cause;
    if (/^(failed_to_parse_json|not_json)/.test(cause.message)) throw notDeserialised();
    // The words of 3.x, an Erlang tuple.
    const [, vhost] = /^no_such_vhost, (.*)$/s.exec(cause.message) ?? [];
    if (vhost !== undefined) throw noSuchVhost(vhost)();
    const large = /size limit/i.test(cause.message);
    throw new DataError(large ? 'the server does not take so many definitions at once' : cause.message, {
      exitCode: 69,
      ...(large ? { hint: wayOut } : {}),
      cause,
    });
  }
}

const wayOut = [
  'The limit is management.http.max_body_size in rabbitmq.conf of the node, in bytes: 20 MB unless set otherwise.',
  "The node's own tool has none: copy the file there, and rabbitctl on-node -n NODE -- rabbitmqctl import_definitions FILE",
].join('\n');
