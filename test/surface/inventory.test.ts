import { describe, expect, it } from 'vitest';
import { command } from '../../src/cli/command.js';
import { globalFlags } from '../../src/cli/global-flags.js';
import { type Flag, flag, option } from '../../src/cli/input.js';
import { parseInput } from '../../src/cli/parse.js';
import { allFlags } from '../../src/cli/specs.js';
import { inventory, type Known, type KnownOption } from './inventory.js';
import { commands } from './snapshot.js';

const globals: Readonly<Record<string, Flag<unknown>>> = globalFlags;

/** Where our argument has another name: it is only seen in usage lines. */
const renamed: Readonly<Record<string, string>> = {
  existing_cluster_member: 'member',
  existing_cluster_member_node: 'member',
  conf: 'configure',
  column: 'columns',
  'feature_flag|all': 'feature_flag',
  'mem_relative fraction': 'fraction',
  'absolute value': 'amount',
  'all|even': 'strategy',
  'all|quorum|classic (3.x)|stream (4.x)': 'type',
  'more pairs': 'more',
  'more plugins': 'plugins',
};
/** add_user: with --pre-hashed-password the second argument is the hash. */
const sameArgument = ['password_hash'];
/** The inventory tells of its columns, but names no argument for them. */
const columnsUnnamed = ['list_vhosts'];

describe.each(commands.filter(({ definition }) => definition.tool !== undefined))('$name', (ours) => {
  const known = inventory.find(
    ({ name, tools }) => name === ours.name.split(' ').at(-1) && tools.includes(ours.definition.tool ?? ''),
  );

  it('is a command of that tool, in the same section', () => {
    expect(known?.section).toBe(ours.definition.section);
  });

  it('takes the same arguments', () => {
    const wanted = known?.args
      .filter(({ name }) => !sameArgument.includes(name))
      .map(({ name, required, repeatable = false }) => ({ name: renamed[name] ?? name, required, repeatable }));
    if (columnsUnnamed.includes(ours.name)) wanted?.push({ name: 'columns', required: false, repeatable: true });
    expect(
      ours.args.map(([name, spec]) => ({ name, required: spec.required, repeatable: spec.multiple ?? false })),
    ).toEqual(wanted);
  });

  it('takes the same options: names, letters, negations', () => {
    const taken = allFlags(ours.definition);
    const wanted = (known?.options ?? []).map((each) => [each.flag, shape(each)]);
    const found = (known?.options ?? []).map(({ flag }) => {
      const spec = taken[flag.slice(2)];
      return [flag, spec && shapeOf(spec)];
    });
    expect(found).toEqual(wanted);
  });

  it('has no option of its own that the tool lacks', () => {
    const knownFlags = known?.options.map(({ flag }) => flag.slice(2)) ?? [];
    const surplus = ours.flags.filter(([name, spec]) => spec.ours !== true && !knownFlags.includes(name));
    expect(surplus.map(([name]) => name)).toEqual([]);
  });
});

/** What is not declared here, and why. */
const elsewhere: Readonly<Record<string, string>> = {
  help: 'main answers it, with the table of all commands',
};

it('every command that one of the tools has in any version is here, or elsewhere for a reason', () => {
  const here = (known: Known): boolean =>
    commands.some(
      ({ name, definition: { tool } }) =>
        name.split(' ').at(-1) === known.name && tool !== undefined && known.tools.includes(tool),
    );
  const missing = inventory.filter((known) => !here(known)).map(({ name }) => name);
  expect(missing).toEqual(Object.keys(elsewhere));
});

it('an option of any command of the tools would beat a global one of the same name or letter', async () => {
  const shadowed: string[] = [];
  for (const { name, id = name, options } of inventory) {
    const flags = Object.fromEntries(options.map((each) => [each.flag.slice(2), asDeclared(each)]));
    const { definition } = command({ section: 'node_management', summary: 'test', flags, run: () => {} });
    for (const { flag: long, short, type } of options) {
      for (const spelling of short === undefined ? [long] : [long, short]) {
        const input = await parseInput(definition, id, type === 'boolean' ? [spelling] : [spelling, 'its own']);
        const expected = type === 'boolean' ? true : 'its own';
        if (input.flags[long.slice(2)] !== expected) shadowed.push(`${id} ${spelling}`);
      }
    }
  }
  expect(shadowed).toEqual([]);
});

const asDeclared = ({ short, type }: KnownOption): Flag<unknown> =>
  type === 'boolean' ? flag('its own', short?.slice(1)) : option('its own', short?.slice(1));

it('no global of ours has a letter that a command of the inventory gives a value to, but those of the tools', () => {
  const theirs = new Set(['n', 't', 'p', 'q', 's', 'l', '?']);
  const letters = Object.values(globals).flatMap(({ char }) => (char === undefined || theirs.has(char) ? [] : [char]));
  const used = new Set(inventory.flatMap(({ options }) => options.map(({ short }) => short?.slice(1))));
  expect(letters.filter((letter) => used.has(letter))).toEqual([]);
});

const shape = ({ short, type, negation }: KnownOption) => ({
  letter: short,
  boolean: type === 'boolean',
  negation: negation !== undefined,
});

const shapeOf = (spec: Flag<unknown>) => ({
  letter: spec.char === undefined ? undefined : `-${spec.char}`,
  boolean: spec.type === 'boolean',
  negation: spec.negatable === true,
});
