import { expect, test } from 'vitest';
import { UsageError } from '../../src/errors.js';
import { formatterNames, loadFormatter } from '../../src/format/formatter.js';

test('every name loads a formatter', async () => {
  expect(formatterNames).toEqual([
    'table',
    'pretty_table',
    'csv',
    'json',
    'json_stream',
    'erlang',
    'string',
    'string_per_line',
    'inspect',
    'report',
    'encrypted_conf_value',
  ]);
  for (const name of formatterNames) {
    const formatter = await loadFormatter(name);
    expect(formatter.formatValue, name).toBeTypeOf('function');
    expect(formatter.formatRows, name).toBeTypeOf('function');
  }
});

test('an unknown name is a usage error with the nearest name and all names', async () => {
  const error: unknown = await loadFormatter('pretty-tabel').catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UsageError);
  expect(error).toMatchObject({ exitCode: 64, message: "Formatter 'pretty-tabel' does not exist" });
  expect(error).toHaveProperty('hint', `Did you mean 'pretty_table'?\nFormatters: ${formatterNames.join(', ')}`);
});

test('nothing is guessed for a name far from all', async () => {
  await expect(loadFormatter('plain-text')).rejects.toHaveProperty('hint', `Formatters: ${formatterNames.join(', ')}`);
});

test('names of object members are no formatters', async () => {
  await expect(loadFormatter('constructor')).rejects.toBeInstanceOf(UsageError);
});
