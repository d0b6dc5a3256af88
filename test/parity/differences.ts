/** Rows that are meant to differ: the tool is wrong or unsound there, and ours is not. */
export interface Difference {
  /** argv of the rows, as they have it. */
  readonly rows: readonly (readonly string[])[];
  readonly versions: readonly string[];
  readonly tool: string;
  readonly ours: string;
  readonly reason: string;
  /** What ours ends with. */
  readonly oursCode: number;
  /** What the command leaves behind differs as well. */
  readonly effectToo?: true;
}

/** At most 15. A row that is listed here and does not differ fails: the list stays honest. */
export const differences: readonly Difference[] = [
  {
    rows: [['list_users', '--formatter', 'pretty_table']],
    versions: ['3.10.8', '4.0.5'],
    tool: 'tags glued together without a separator; exit 70 and a stack trace once a name is beyond Latin-1',
    ours: '│ u many tags │ [management, policymaker] │',
    oursCode: 0,
    reason: 'a crash over a legal name, and lists that cannot be read',
  },
  {
    rows: [['list_permissions', '-p', 'v tab\tbed', '--formatter', 'pretty_table']],
    versions: ['3.10.8', '4.0.5'],
    tool: 'a tab in a cell becomes blanks',
    ours: 'a tab in a cell is shown as \\t',
    oursCode: 0,
    reason: 'pretty_table is for eyes: what would move the cursor is shown, not guessed',
  },
  {
    rows: [['export_definitions', '-', '--formatter', 'json']],
    versions: ['3.10.8', '4.0.5'],
    tool: '{"message":"{\\"bindings\\":…"}, the document as a string in an object',
    ours: 'the document',
    oursCode: 0,
    reason: 'no other tool can read the wrapped document; import_definitions cannot either',
  },
  {
    rows: [['add_vhost', 'new', '--default-queue-type', 'nonsense']],
    versions: ['3.10.8', '4.0.5'],
    tool: '3.10.8: banner, "invalid_queue_type", exit 69; 4.0.5: {:error, :invalid_queue_type, "nonsense"} on stdout, exit 0',
    ours: 'exit 64, nothing asked of the broker',
    oursCode: 64,
    reason: '4.0.5 reports success of what failed; later versions refuse it with 64',
  },
  {
    rows: [['add_vhost', '']],
    versions: ['3.10.8', '4.0.5'],
    tool: 'makes a virtual host without a name',
    ours: 'exit 65: a name must not be empty',
    oursCode: 65,
    reason: 'no client and no URL of the HTTP API can address it',
    effectToo: true,
  },
  {
    rows: [['set_policy', '', '.*', '{"max-length":10}']],
    versions: ['3.10.8', '4.0.5'],
    tool: 'makes a policy without a name',
    ours: 'exit 69: a name must not be empty',
    oursCode: 69,
    reason: 'no URL of the HTTP API can address it',
    effectToo: true,
  },
  {
    rows: [['list_users', '--formatter', 'nonsense']],
    versions: ['3.10.8', '4.0.5'],
    tool: 'exit 1 and a stack trace of the tool',
    ours: 'exit 64: there is no such formatter, and the names of those that there are',
    oursCode: 64,
    reason: 'a mistyped option is no crash',
  },
  {
    rows: [['list_queues', 'name', 'state', 'type', '--offline']],
    versions: ['3.10.8', '4.0.5'],
    tool: 'the type of a classic queue that is down is rabbit_classic_queue, and its leader and members are empty',
    ours: 'classic, and the node that it is on',
    oursCode: 0,
    reason: 'a queue keeps its type while it is down; which node must come back is what one wants to know',
  },
  {
    rows: ['json', 'erlang'].map((formatter) => [
      ...['list_stream_tracking', 'events é', '--writer', '--formatter', formatter],
    ]),
    versions: ['4.0.5'],
    tool: 'nothing at all where the stream keeps nothing',
    ours: 'an empty list',
    oursCode: 0,
    reason: 'nothing is no JSON, and no term: a script would have to know of it',
  },
];
