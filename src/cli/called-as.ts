import { basename } from 'node:path';
import type { Tool } from './command.js';

type Process = Pick<NodeJS.Process, 'argv' | 'argv0' | 'versions'>;

/** The name that we were called by, through a link or not: Node has it in argv[1], an executable made by Bun in argv0. */
export function calledName({ argv, argv0, versions }: Process): string {
  return basename((versions.bun === undefined ? argv[1] : argv0) ?? '');
}

/** The tool of RabbitMQ whose name we were called by, as a link of `install-links` does; undefined for rabbitctl itself. */
export function calledAs(run: Process = process): Tool | undefined {
  const name = calledName(run);
  return isTool(name) ? name : undefined;
}

/** What usage lines begin with. */
export const programName = (): string => calledAs() ?? 'rabbitctl';

const isTool = (name: string): name is Tool =>
  /^(rabbitmqctl|rabbitmq-(diagnostics|queues|streams|upgrade|plugins))$/.test(name);
