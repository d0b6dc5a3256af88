import type { Host } from '../host.js';

/** The operator's own ways of handling RabbitMQ, for tarballs, containers and anything else: argv with {node}, {host}, {version}. */
export interface CommandTemplates {
  /** A restart has none. */
  readonly install?: readonly string[];
  readonly stop: readonly string[];
  readonly start: readonly string[];
  /** Prints the version that is installed, and nothing else. */
  readonly version: readonly string[];
  /** Downloads what `install` needs. */
  readonly stage?: readonly string[];
  /** On this machine, or on each node's. They run as they are: sudo is theirs to call. */
  readonly where: 'local' | 'node';
}

/** A template with its places filled in, word by word. */
export function filled(argv: readonly string[], node: string, version = ''): string[] {
  const host = node.replace(/^[^@]*@/, '');
  return argv.map((word) =>
    word.replaceAll('{node}', node).replaceAll('{host}', host).replaceAll('{version}', version),
  );
}

export interface CommandPlace {
  /** Where the templates run. */
  readonly runner: Host;
  /** Where the broker's processes are; not known when the templates run here and the node elsewhere. */
  readonly machine?: Host;
  readonly node: string;
  readonly templates: CommandTemplates;
}
