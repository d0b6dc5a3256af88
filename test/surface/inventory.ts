import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './source-imports.js';

/** A command of RabbitMQ's tools, 3.8 to 4.3: read from their sources. */
export interface Known {
  readonly name: string;
  /** Where two tools share the name. */
  readonly id?: string;
  readonly tools: readonly string[];
  readonly section: string;
  readonly versions: readonly string[];
  readonly args: readonly { readonly name: string; readonly required: boolean; readonly repeatable?: true }[];
  readonly options: readonly KnownOption[];
  /** Only there when this plugin is enabled. */
  readonly plugin?: string;
}

export interface KnownOption {
  readonly flag: string;
  readonly short?: string;
  readonly type: 'boolean' | 'integer' | 'string';
  readonly negation?: string;
  readonly versions?: readonly string[];
}

export const inventory = JSON.parse(
  readFileSync(join(root, 'test/fixtures/commands.json'), 'utf8'),
) as readonly Known[];
