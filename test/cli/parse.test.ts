import { describe, expect, it } from 'vitest';
import { command } from '../../src/cli/command.js';
import { columnsOf, flag, integer, oneOf, option, ours, secret, text, verbatim, vhost } from '../../src/cli/input.js';
import { type Input, parseInput } from '../../src/cli/parse.js';
import { UsageError } from '../../src/errors.js';

const { definition } = command({
  section: 'policies',
  summary: 'a command of every kind of input',
  tool: 'rabbitmqctl',
  args: { name: text('a name'), columns: columnsOf(['name', 'messages'], ['name']) },
  flags: {
    vhost,
    description: option('free text', 'd'),
    priority: integer('a number', 0),
    offline: flag('a switch'),
    unit: oneOf('a unit', ['gb', 'mb'], 'gb'),
    here: ours(flag('only of rabbitctl')),
  },
  run: () => {},
});

const parse = (...words: readonly string[]): Promise<Input> => parseInput(definition, 'sample', words);
const failure = (...words: readonly string[]): Promise<UsageError> =>
  parse(...words).then(
    () => expect.fail(`${words.join(' ')} was taken`),
    (error) => {
      expect(error).toBeInstanceOf(UsageError);
      return error;
    },
  );

describe('values', () => {
  it('what is left out is what the declaration says', async () => {
    const { args, flags } = await parse('q');
    expect(args).toEqual({ name: 'q', columns: ['name'] });
    expect(flags).toMatchObject({ vhost: '/', priority: 0, offline: false, unit: 'gb', 'table-headers': true });
    expect(flags.description).toBeUndefined();
    expect(flags.timeout).toBeUndefined();
  });

  it.each<readonly [string, string, unknown]>([
    ['--vhost shop', 'vhost', 'shop'],
    ['-p shop', 'vhost', 'shop'],
    ['-pshop', 'vhost', 'shop'],
    ['--vhost=shop', 'vhost', 'shop'],
    ['--vhost=a=b', 'vhost', 'a=b'],
    ['--vhost=', 'vhost', ''],
    ['-p one -p two', 'vhost', 'two'],
    ['--vhost one -p two --vhost=three', 'vhost', 'three'],
    ['-p list_queues', 'vhost', 'list_queues'],
    ['-p my_vhost', 'vhost', 'my_vhost'],
    ['--description=true', 'description', 'true'],
    ['--description=false', 'description', 'false'],
    ['--description --under_score', 'description', '--under_score'],
    ['--description=--under_score', 'description', '--under_score'],
    ['--priority 7', 'priority', 7],
    ['--priority -5', 'priority', -5],
    ['--priority=-5', 'priority', -5],
    ['--priority +5', 'priority', 5],
    ['--timeout 0', 'timeout', 0],
    ['-t 3', 'timeout', 3],
    ['--unit mb', 'unit', 'mb'],
    ['--offline', 'offline', true],
    ['--offline=true', 'offline', true],
    ['--offline=false', 'offline', false],
    ['--no-offline', 'offline', false],
    ['--offline --no-offline', 'offline', false],
    ['--no-offline --offline', 'offline', true],
    ['--no_table_headers', 'table-headers', false],
    ['--no-color', 'color', false],
    ['--pad_to_header', 'pad-to-header', true],
    ['--password_file f', 'password-file', 'f'],
  ])('%s: %s', async (line, name, value) => {
    const { flags } = await parse(...line.split(' '), 'q');
    expect(flags[name]).toEqual(value);
  });

  it('letters of switches may stand together, the last one with its value', async () => {
    expect((await parse('-qs', 'q')).flags).toMatchObject({ quiet: true, silent: true });
    expect((await parse('-qp', 'shop', 'q')).flags).toMatchObject({ quiet: true, vhost: 'shop' });
  });

  it('options between and after the arguments', async () => {
    const { args, flags } = await parse('q', '-p', 'shop', 'name', '--offline', 'messages', '-q');
    expect(args).toEqual({ name: 'q', columns: ['name', 'messages'] });
    expect(flags).toMatchObject({ vhost: 'shop', offline: true, quiet: true });
  });

  it('columns by words and by commas', async () => {
    expect((await parse('q', 'name,messages', 'name')).args.columns).toEqual(['name', 'messages', 'name']);
  });

  it.each([[''], [' '], ['-'], ['-5'], ['-5.5'], ['é ☃'], ['a\nb']])('the word %j is an argument', async (word) => {
    expect((await parse(word)).args.name).toBe(word);
  });

  it('after -- everything is an argument', async () => {
    const { args, flags } = await parse('-q', '--', '--offline', '-p', '--', '--a_b');
    expect(args).toEqual({ name: '--offline', columns: ['-p', '--', '--a_b'] });
    expect(flags).toMatchObject({ quiet: true, offline: false, vhost: '/' });
  });
});

describe('refused with 64', () => {
  it('a missing argument, by its name', async () => {
    const error = await failure();
    expect(error.message).toBe('not enough arguments: name is missing');
    expect(error.hint).toMatch(/^Usage: rabbitctl sample .* NAME \[COLUMNS…\]$/);
    expect(error.exitCode).toBe(64);
  });

  it('a surplus argument, as it was typed', async () => {
    const narrow = command({ section: 'policies', summary: 'test', args: { name: text('a name') }, run: () => {} });
    await expect(parseInput(narrow.definition, 'narrow', ['a', 'b c', ''])).rejects.toMatchObject({
      message: 'too many arguments: "b c" ""',
      exitCode: 64,
    });
  });

  it.each([
    ['--vhots', '--vhost'],
    ['--desciption', '--description'],
    ['--no-ofline', '--no-offline'],
    ['--quite', '--quiet'],
    ['--zzz', undefined],
    ['-z', undefined],
    ['--offlin=true', '--offline'],
  ])('the unknown option %s: did you mean %s', async (word, meant) => {
    const error = await failure('q', word);
    expect(error.message).toBe(`invalid options for this command: ${word}`);
    if (meant === undefined) expect(error.hint).not.toContain('Did you mean');
    else expect(error.hint?.split('\n')[0]).toBe(`Did you mean ${meant}?`);
  });

  it.each([
    [['--priority', 'high'], '--priority takes a whole number, not "high"'],
    [['--priority', '1.5'], '--priority takes a whole number, not "1.5"'],
    [['--priority', ''], '--priority takes a whole number, not ""'],
    [['--timeout', '1e3'], '--timeout takes a whole number, not "1e3"'],
    [['--unit', 'stone'], '--unit takes one of gb, mb, not "stone"'],
    [['--vhost'], 'Flag --vhost expects a value'],
    [['--vhost', '--offline'], 'Flag --vhost expects a value'],
    [['--offline=maybe'], '--offline is either given or not: it takes no "maybe"'],
  ])('%j', async (words, message) => {
    expect((await failure('q', ...words)).message).toContain(message);
  });

  it('nothing is refused where help is asked for', async () => {
    expect((await parse('--help')).flags.help).toBe(true);
    expect((await parse('-?')).flags.help).toBe(true);
  });
});

describe('for the node’s own tool', () => {
  it.each<readonly [string, string]>([
    ['q', 'q'],
    ['-p shop q', '--vhost shop q'],
    ['q -p shop name', '--vhost shop q name'],
    ['-n rabbit@b --url http://x --username u --debug --yes q', 'q'],
    ['--cluster c --config f --password-file p --ssh h --tunnel --api-only q', 'q'],
    ['--here q', 'q'],
    ['--json q', '--formatter json q'],
    ['--formatter erlang q', '--formatter erlang q'],
    ['--formatter table --json q', '--formatter json q'],
    ['--json --formatter table --formatter csv q', '--formatter json q'],
    ['--no-json q', 'q'],
    ['--no-table-headers --silent -q q', '--no-table-headers --silent --quiet q'],
    ['--offline=true q', '--offline q'],
    ['--no-offline q', '--no-offline q'],
    ['--priority -5 q', '--priority -5 q'],
    ['-- -q name', '-- -q name'],
    ['--timeout 7 q', '--timeout 7 q'],
    ['--script-name x --mnesia-dir y q', 'q'],
  ])('%s: %s', async (typed, forward) => {
    expect((await parse(...typed.split(' '))).forward).toEqual(forward.split(' '));
  });

  it('words stay words', async () => {
    expect((await parse('', '-p', '$HOME `x` "y"', 'a b')).forward).toEqual(['--vhost', '$HOME `x` "y"', '', 'a b']);
  });

  it('a secret is taken out of them', async () => {
    const { definition: withSecret } = command({
      section: 'user_management',
      summary: 'test',
      args: { username: text('a name'), password: secret(text('a secret')) },
      run: () => {},
    });
    const input = await parseInput(withSecret, 'sample', ['alice', '-q', 's3cret']);
    expect(input).toMatchObject({ forward: ['--quiet', 'alice'], secret: 's3cret' });
  });

  it('what is left over after the tool’s name goes as it is', async () => {
    const { definition: open } = command({
      section: 'whole_cluster',
      summary: 'test',
      args: { command: verbatim('a command') },
      run: () => {},
    });
    const { args } = await parseInput(open, 'sample', [
      '-q',
      '--',
      'rabbitmqctl',
      'list_queues',
      '--no_x=true',
      '-p',
      'v',
    ]);
    expect(args.command).toEqual(['rabbitmqctl', 'list_queues', '--no_x=true', '-p', 'v']);
  });
});
