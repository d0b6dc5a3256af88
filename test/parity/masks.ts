/** What no two calls print alike. */
export interface Mask {
  /** Columns of a list, keys of JSON at any depth. */
  readonly columns?: readonly string[];
  /** Whether such a column has anything is hidden, too. */
  readonly emptyToo?: true;
  /** What matches is left out. */
  readonly drop?: RegExp;
  /** Of a JSON object only these keys. */
  readonly pick?: readonly string[];
  /** What matches is replaced, on both sides; the first group, where there is one, stays. */
  readonly text?: RegExp;
}

/** Every mask of the rows stands here. */
export const masks = {
  /** A process grows and shrinks by itself. */
  memory: { columns: ['memory'], text: /\t\d{4,}$/gm },
  /**
   * The share of time in which a consumer could take messages falls while it does not acknowledge. 3.8.9 goes on telling of
   * it when the consumer has gone, and HTTP hears that later.
   */
  capacity: { columns: ['consumer_utilisation', 'consumer_capacity'], emptyToo: true, text: /\d\.\d+e-\d+/g },
  /** Heartbeats, which HTTP counts up to five seconds later. */
  traffic: { columns: ['recv_oct', 'recv_cnt', 'send_oct', 'send_cnt', 'send_pend'] },
  /** Every request of ours counts, and of HTTP at once. */
  attempts: {
    columns: ['auth_attempts', 'auth_attempts_failed', 'auth_attempts_succeeded'],
    text: /(auth_attempts(?:_\w+)?"?(?:,|:) ?)\d+|\t\d+/g,
  },
  /** The first number of a pid is the caller's own for the node. */
  pids: { text: /<\d+\.(?=\d+\.\d+>)/g },
  /** The server's word about what it refuses, which at times leaks through the tool. */
  refusalLog: { drop: /\n?\d\d:\d\d:\d\d\.\d{3} \[error\] .*\n\n?/g },
  /** Its word about a pid of an earlier life, which leaks whole, in part or not at all. */
  earlierLife: { drop: /\n+(\d\d:\d\d:\d\d\.\d{3} \[error\] Discarding .*)?\n*$/g },
  /** What the server's log says meanwhile: from 4.2 on of every login. */
  logLines: { drop: /(?:\n|^)\d{4}-\d\d-\d\d .*|\n+$/gm },
  /** Lines of the server's log that leak through the tool. */
  logTimes: { text: /^\d\d:\d\d:\d\d\.\d{3}/gm },
  /** A node lives: uptime, memory, processes and disk space change from call to call. */
  status: {
    columns: ['memory', 'uptime', 'run_queue', 'disk_free', 'processes', 'file_descriptors'],
    text: /^(Uptime \(seconds\): |Erlang processes: |Scheduler run queue: |Total memory used: |Free disk space: |Total: |Sockets: |\w+: (?=[\d.e-]+ [a-z]+ \()).*$/gm,
  },
  /**
   * HTTP adds products and the cluster's id, and leaves out what virtual hosts carry beside their names. It says of each
   * exchange whether it is internal, and of queues no type beside the one in their arguments.
   */
  definitions: {
    drop: /"internal":false,|"type":"(?:classic|quorum|stream)",/g,
    pick: ['users', 'permissions', 'topic_permissions', 'policies', 'queues', 'exchanges', 'bindings', 'parameters'],
  },
  /** The salt is another one each time. */
  encrypted: { text: /(^|["\s]|encrypted:)[A-Za-z0-9+/]{40,}=*/gm },
  /** Ours asks on stderr: stdout is for data. */
  prompt: { drop: /^Password: \n/gm },
} as const satisfies Readonly<Record<string, Mask>>;
