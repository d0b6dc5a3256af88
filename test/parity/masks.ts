/** What no two calls print alike. */
export interface Mask {
  /** Columns of a list, keys of JSON at any depth. */
  readonly columns?: readonly string[];
  /** What matches is replaced, on both sides; the first group, where there is one, stays. */
  readonly text?: RegExp;
}

/** Every mask of the rows stands here. */
export const masks = {
  /** A process grows and shrinks by itself. */
  memory: { columns: ['memory'], text: /\t\d{4,}$/gm },
  /** The share of time in which a consumer could take messages falls while it does not acknowledge. */
  capacity: { columns: ['consumer_utilisation', 'consumer_capacity'], text: /\d\.\d+e-\d+/g },
  /** A node lives: uptime, memory, processes and disk space change from call to call. */
  status: {
    columns: ['memory', 'uptime', 'run_queue', 'disk_free', 'processes', 'file_descriptors'],
    text: /^(Uptime \(seconds\): |Erlang processes: |Scheduler run queue: |Total memory used: |Free disk space: |Total: |Sockets: |\w+: (?=[\d.e-]+ [a-z]+ \()).*$/gm,
  },
  /** HTTP says more about the version than the tool does. */
  definitions: {
    columns: [
      'rabbit_version',
      'rabbitmq_version',
      'product_name',
      'product_version',
      'original_vhost_name',
      'explanation',
    ],
  },
} as const satisfies Readonly<Record<string, Mask>>;
