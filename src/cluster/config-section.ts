import { homedir } from 'node:os';
import { dirname, resolve } from 'node:path';
import { ConfigError } from '../errors.js';
import { nearest } from '../nearest.js';
import { isTable, type Table } from './toml.js';

export interface ConfigSource {
  readonly file: string;
  readonly line: (path: readonly string[]) => number;
}

/** One table of the config file while it is read. Every method throws ConfigError with file and line for a wrong value. */
export class ConfigSection {
  readonly #source: ConfigSource;
  readonly #path: readonly string[];
  readonly #table: Table;

  constructor(source: ConfigSource, path: readonly string[], table: Table) {
    this.#source = source;
    this.#path = path;
    this.#table = table;
  }

  /** `clusters.prod`. */
  get name(): string {
    return this.#path.map((part) => (/^[\w-]+$/.test(part) ? part : JSON.stringify(part))).join('.');
  }

  get keys(): readonly string[] {
    return Object.keys(this.#table);
  }

  /** `clusters.prod in FILE:7`. */
  origin(key: string, section: string = this.name): string {
    return `${section} in ${this.#source.file}:${this.#line(key)}`;
  }

  /** Refuses every other key. */
  allow(...names: readonly string[]): this {
    for (const key of this.keys.filter((name) => !names.includes(name))) {
      const meant = nearest(key, names);
      throw this.error(
        key,
        `unknown key '${key}'${this.name && ` in ${this.name}`}`,
        `${meant ? `Did you mean ${meant}? ` : ''}Known: ${names.join(', ')}.`,
      );
    }
    return this;
  }

  error(key: string, reason: string, hint?: string): ConfigError {
    return new ConfigError(`${this.#source.file}:${this.#line(key)}: ${reason}`, hint === undefined ? {} : { hint });
  }

  child(key: string): ConfigSection | undefined {
    const value = this.#table[key];
    if (value === undefined) return undefined;
    if (!isTable(value)) throw this.#wrongType(key, 'a table');
    return new ConfigSection(this.#source, [...this.#path, key], value);
  }

  text(key: string): string | undefined {
    const value = this.#table[key];
    if (value === undefined) return undefined;
    if (typeof value !== 'string') throw this.#wrongType(key, 'a text');
    if (value === '') throw this.error(key, `${key} is empty`);
    return value;
  }

  oneOf<T extends string>(key: string, values: readonly T[]): T | undefined {
    const text = this.text(key);
    const value = values.find((known) => known === text);
    if (text !== undefined && value === undefined) {
      throw this.error(key, `${key} must be ${values.join(' or ')}, not '${text}'`);
    }
    return value;
  }

  flag(key: string): boolean | undefined {
    const value = this.#table[key];
    if (value !== undefined && typeof value !== 'boolean') throw this.#wrongType(key, 'true or false');
    return value;
  }

  integer(key: string, from: number, to: number): number | undefined {
    const value = this.#table[key];
    if (value === undefined) return undefined;
    if (typeof value !== 'number' || !Number.isInteger(value)) throw this.#wrongType(key, 'an integer');
    if (value < from || value > to) throw this.error(key, `${key} must be from ${from} to ${to}, not ${value}`);
    return value;
  }

  /** A number, or several; false is none at all. */
  numbers(key: string): readonly number[] | undefined {
    const value = this.#table[key];
    if (value === undefined) return undefined;
    const numbers = value === false ? [] : Array.isArray(value) ? value : [value];
    const isNumber = (item: unknown): item is number => typeof item === 'number' && item >= 0;
    if (!numbers.every(isNumber)) throw this.#wrongType(key, 'a number from 0 on, two of them, or false');
    return numbers;
  }

  texts(key: string): readonly string[] | undefined {
    const value = this.#table[key];
    if (value === undefined) return undefined;
    if (!Array.isArray(value) || !value.every((item): item is string => typeof item === 'string' && item !== '')) {
      throw this.#wrongType(key, 'a list of texts');
    }
    return value;
  }

  /** A program and its arguments. */
  argv(key: string): readonly string[] | undefined {
    const value = this.texts(key);
    if (value?.length === 0) throw this.error(key, `${key} is empty`);
    return value;
  }

  /** Relative to the config file; `~` is the home directory. */
  path(key: string): string | undefined {
    const value = this.text(key);
    return value === undefined ? undefined : this.#absolute(value);
  }

  /** One path or several. */
  paths(key: string): readonly string[] | undefined {
    const list = typeof this.#table[key] === 'string' ? [this.text(key) ?? ''] : this.texts(key);
    return list?.map((item) => this.#absolute(item));
  }

  #absolute(path: string): string {
    return resolve(dirname(this.#source.file), path.replace(/^~(?=\/|$)/, homedir()));
  }

  #line(key: string): number {
    return this.#source.line([...this.#path, key]);
  }

  #wrongType(key: string, wanted: string): ConfigError {
    return this.error(key, `${key} must be ${wanted}, not ${typeName(this.#table[key])}`);
  }
}

function typeName(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (value instanceof Date) return 'a date';
  const names: Readonly<Record<string, string>> = {
    string: 'a text',
    number: 'a number',
    boolean: 'true or false',
    object: 'a table',
  };
  return names[typeof value] ?? typeof value;
}
