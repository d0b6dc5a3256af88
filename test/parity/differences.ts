import { importPlace } from './import-files.js';
import { strangers } from './rows/shapes.js';

/** Rows that are meant to differ: the tool is wrong or unsound there, and ours is not. */
export interface Difference {
  /** argv of the rows, as they have it. */
  readonly rows: readonly (readonly string[])[];
  /** Words that make the tool crash (70) in some rows; only those are meant. */
  readonly crashesOn?: readonly string[];
  readonly versions: readonly string[];
  readonly tool: string;
  readonly ours: string;
  readonly reason: string;
  /** What ours ends with. */
  readonly oursCode: number;
  /** What the command leaves behind differs as well. */
  readonly effectToo?: true;
  /** Both print the same, and only what they leave behind differs. */
  readonly onlyEffect?: true;
}

/** At most 15. A row that is listed here and does not differ fails: the list stays honest. */
export const differences: readonly Difference[] = [
  {
    rows: [['list_users', '--formatter', 'pretty_table']],
    versions: ['3.8.9', '3.10.8', '4.0.5', '4.3.6'],
    tool: 'tags glued together without a separator; exit 70 and a stack trace once a name is beyond Latin-1',
    ours: '│ u many tags │ [management, policymaker] │',
    oursCode: 0,
    reason: 'a crash over a legal name, and lists that cannot be read',
  },
  {
    rows: [['list_permissions', '-p', 'v tab\tbed', '--formatter', 'pretty_table']],
    versions: ['3.8.9', '3.10.8', '4.0.5', '4.3.6'],
    tool: 'a tab in a cell becomes blanks',
    ours: 'a tab in a cell is shown as \\t',
    oursCode: 0,
    reason: 'pretty_table is for eyes: what would move the cursor is shown, not guessed',
  },
  {
    rows: [['export_definitions', '-', '--formatter', 'json']],
    // With text in a list in an argument 4.3.6 ends in a stack trace.
    crashesOn: ['export_definitions'],
    versions: ['3.8.9', '3.10.8', '4.0.5', '4.3.6'],
    tool: '{"message":"{\\"bindings\\":…"}, the document as a string in an object; 4.3.6 ends with 70 over text in a list, without it too',
    ours: 'the document',
    oursCode: 0,
    reason: 'no other tool can read the wrapped document; import_definitions cannot either',
  },
  {
    rows: [['add_vhost', 'new', '--default-queue-type', 'nonsense']],
    versions: ['3.8.9', '3.10.8', '4.0.5'],
    tool: '3.8.9: no such option, exit 64; 3.10.8: banner, "invalid_queue_type", exit 69; 4.0.5: {:error, :invalid_queue_type, "nonsense"} on stdout, exit 0',
    ours: 'exit 65 as 4.3.6, nothing asked of the broker',
    oursCode: 65,
    reason: '4.0.5 reports success of what failed; later versions refuse it before anything is run, with 65',
  },
  {
    rows: [['add_vhost', '']],
    versions: ['3.8.9', '3.10.8', '4.0.5', '4.3.6'],
    tool: 'makes a virtual host without a name',
    ours: 'exit 65: a name must not be empty',
    oursCode: 65,
    reason: 'no client and no URL of the HTTP API can address it',
    effectToo: true,
  },
  {
    rows: [['set_policy', '', '.*', '{"max-length":10}']],
    versions: ['3.8.9', '3.10.8', '4.0.5', '4.3.6'],
    tool: 'makes a policy without a name',
    ours: 'exit 69: a name must not be empty',
    oursCode: 69,
    reason: 'no URL of the HTTP API can address it',
    effectToo: true,
  },
  {
    rows: [['list_users', '--formatter', 'nonsense'], ...strangers.map(({ argv }) => argv)],
    versions: ['3.8.9', '3.10.8', '4.0.5', '4.3.6'],
    tool: 'nonsense: exit 1 and a stack trace; formatters of another command: exit 70 and a stack trace, but for plugins of a text, which puts it in quotes',
    ours: 'exit 64: there is no such formatter, and the names of those that there are',
    oursCode: 64,
    reason: 'a mistyped option is no crash',
  },
  {
    rows: [['list_queues', 'name', 'state', 'type', '--offline']],
    versions: ['3.10.8', '4.0.5', '4.3.6'],
    tool: 'the type of a classic queue that is down is rabbit_classic_queue, and its leader and members are empty',
    ours: 'classic, and the node that it is on',
    oursCode: 0,
    reason: 'a queue keeps its type while it is down; which node must come back is what one wants to know',
  },
  {
    rows: [
      ['close_all_connections', '--limit', '-3', 'go'],
      ['check_port_listener', '-5'],
    ],
    versions: ['4.0.5'],
    tool: 'exit 70 and a stack trace of the tool',
    ours: 'exit 65: which number is not taken',
    oursCode: 65,
    reason: 'a number below zero is no crash',
  },
  {
    rows: [['hash_password', 's3cret']],
    versions: ['4.0.5'],
    tool: 'Will hash password s3cret, before the hash',
    ours: 'Will hash provided password',
    oursCode: 0,
    reason: 'what is printed ends in logs: a password is not for them',
  },
  {
    // The first is a row of 4.0.5 alone.
    rows: [
      ['import_definitions', '-'],
      ['import_definitions', `${importPlace}/packed.json.gz`],
    ],
    versions: ['3.8.9', '3.10.8', '4.0.5', '4.3.6'],
    tool: '4.0.5 of -: exit 65, File - does not exist; all of a gzip file: that it cannot be read',
    ours: 'stdin is imported, and so is gzip',
    oursCode: 0,
    reason: 'what export_definitions - writes can be read again through a pipe, and backups are kept compressed',
    effectToo: true,
  },
  {
    rows: ['json', 'erlang'].map((formatter) => [
      ...['list_stream_tracking', 'events é', '--writer', '--formatter', formatter],
    ]),
    versions: ['4.0.5', '4.3.6'],
    tool: 'nothing at all where the stream keeps nothing',
    ours: 'an empty list',
    oursCode: 0,
    reason: 'nothing is no JSON, and no term: a script would have to know of it',
  },
  {
    rows: [],
    crashesOn: ['--formatter'],
    versions: ['3.8.9', '3.10.8', '4.0.5', '4.3.6'],
    tool: 'exit 70 and a stack trace where the formatter cannot print what it is given: report of anything but reports, json_stream and string_per_line of a single text, encrypted_conf_value of rows, pretty_table of names beyond Latin-1, csv of 4.3.6 in the first row that has a list or a tuple in a cell; there an empty list is an empty cell',
    ours: 'what it is given, as the formatter that is nearest prints it: "[administrator]" in csv',
    oursCode: 0,
    reason: 'the command has done its work, perhaps changed something, and nothing of it was seen',
  },
  {
    rows: [['import_definitions', `${importPlace}/whole.bin`, '--format', 'erlang']],
    versions: ['4.3.6'],
    tool: 'says that the import has begun, and imports nothing: the keys of its own export are atoms, and it looks for texts',
    ours: 'imports it, as earlier versions do',
    oursCode: 0,
    reason: 'a backup that cannot be read back, and success',
    onlyEffect: true,
  },
  {
    rows: [['export_definitions', '-']],
    versions: ['3.8.9'],
    tool: 'bindings without their arguments: {}',
    ours: 'the arguments that they have',
    oursCode: 0,
    reason: 'a backup that loses how headers exchanges and others route is none',
  },
];
