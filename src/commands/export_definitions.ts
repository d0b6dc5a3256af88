import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { exportDefinitions } from '../api/definitions.js';
import { command } from '../cli/command.js';
import { oneOf, text } from '../cli/input.js';
import { passedToFile } from '../cli/passed-to-file.js';
import { writeFileWhole } from '../cli/write-file-whole.js';
import { DataError, NotOverHttp } from '../errors.js';

const formats = oneOf('format of the file', ['json', 'erlang'], 'json');

export default command({
  section: 'definitions',
  summary: 'Exports the definitions of the whole cluster to a file, or to stdout',
  tool: 'rabbitmqctl',
  repeatable: true,
  args: { file: text('file to write on this machine; - is stdout') },
  flags: { format: { ...formats, parse: formatOf } },
  examples: ['rabbitctl export_definitions backup.json', 'rabbitctl export_definitions - | jq .queues'],
  validate: ({ args }) => {
    const directory = dirname(args.file);
    if (args.file !== '-' && !existsSync(directory)) throw new DataError(`Directory ${directory} does not exist`);
  },
  banner: ({ args, flags }) => bannerOf(args.file, flags.format),
  // The node's tool would write to the node's own disk: it writes to stdout, and we to the file.
  ownTool: ({ args, flags, face, announced, ownTool }) => {
    const passed = ownTool({ forward: ['--format', flags.format, '-'] });
    const quiet = flags.quiet || flags.silent || announced || face === 'json';
    return args.file === '-'
      ? passed
      : passedToFile(passed, args.file, quiet ? undefined : bannerOf(args.file, flags.format));
  },
  run: async ({ cluster, args, flags, signal }) => {
    if (flags.format === 'erlang') throw new NotOverHttp('HTTP exports JSON only');
    const chunks = exportDefinitions(cluster.api, undefined, { signal });
    if (args.file === '-') return { kind: 'bytes', chunks };
    await writeFileWhole(args.file, chunks);
  },
});

function bannerOf(file: string, format: 'json' | 'erlang'): string | undefined {
  if (file === '-') return undefined;
  return `Exporting definitions in ${format === 'json' ? 'JSON' : 'Erlang External Term format'} to a file at "${file}" ...`;
}

/** Another one is bad data to the real tool, not a bad option. */
function formatOf(word: string): 'json' | 'erlang' {
  if (word === 'json' || word === 'erlang') return word;
  throw new DataError(`--format takes json or erlang, not "${word}"`);
}
