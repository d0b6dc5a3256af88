import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { passedTool } from '../../src/cli/passed-tool.js';
import type { CliError } from '../../src/errors.js';
import type { Host } from '../../src/ssh/host.js';
import { localHost } from '../../src/ssh/local.js';

/** Reads stdin where it starts Erlang with it, as the wrapper of 4.x decides by the number of words; says who it would turn to. */
const rabbitmqctl4 = `
  case $#:$1 in # maybe_noinput
    2:add_user | 2:change_password | 2:authenticate_user | 1:hash_password | 1:eval) read -r word ;;
    3:add_user) case $2$3 in *--pre-hashed-password*) read -r word ;; esac ;;
  esac
  echo "$*|\${RABBITMQ_USE_LONGNAME-}|\${RABBITMQ_NODENAME-}|\${word-nothing}"`;

/** Before 4.0 the tool reads it whatever the words are. */
const rabbitmqctl3 = `read -r word
  echo "$*|\${RABBITMQ_USE_LONGNAME-}|\${RABBITMQ_NODENAME-}|$word"`;

describe('what the tool reads from stdin', () => {
  let directory: string;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'rabbitctl-script-'));
    const programs = {
      '4/rabbitmqctl': rabbitmqctl4,
      '3/rabbitmqctl': rabbitmqctl3,
      'bin/id': '[ "$1" = -un ] && echo joe || echo 1000',
      'bin/hostname': '[ "$1" = -f ] && echo mq1.example.com || echo mq1',
      // As sudo does it: the environment is its own, variables are for those who may (SETENV).
      'bin/sudo': `shift 3; unset RABBITMQ_NODENAME RABBITMQ_USE_LONGNAME
        [ "$1" = -- ] && shift && exec "$@"
        [ -n "$SETENV" ] && exec env "$@"
        echo "sudo: sorry, you are not allowed to set the following environment variables: \${1%%=*}" >&2; exit 1`,
    };
    for (const name of ['3', '4', 'bin', 'etc']) await mkdir(join(directory, name));
    for (const [name, script] of Object.entries(programs)) {
      await writeFile(join(directory, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    }
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  interface Machine {
    readonly release?: 3 | 4;
    /** What is in rabbitmq-env.conf. */
    readonly conf?: string;
    readonly setenv?: boolean;
    readonly sudo?: boolean;
  }

  /** What the tool says it was called with, by which variables, and what it read. */
  async function run(node: string, words: readonly string[], machine: Machine = {}): Promise<string> {
    const { release = 4, conf = '', setenv = true, sudo = true } = machine;
    await writeFile(join(directory, 'etc/rabbitmq-env.conf'), conf);
    const host: Host = {
      ...localHost(),
      name: 'mq1',
      run(argv, options) {
        const here = argv.map((word) =>
          word
            .replaceAll('/usr/lib/rabbitmq/bin', `${directory}/${release}`)
            .replaceAll('/etc/rabbitmq/', `${directory}/etc/`),
        );
        const env = { PATH: `${directory}/bin:/usr/bin:/bin`, SETENV: setenv ? 'yes' : '' };
        return localHost().run(here, { ...options, env });
      },
    };
    let said = '';
    const passed = passedTool({ name: node, host, sudo } as never, 'rabbitmqctl', ['--node', node, ...words], {
      input: 's3cret\n',
    });
    await passed.start((_stream, chunk) => {
      said += Buffer.from(chunk);
    });
    return said.trim();
  }

  const [short, long] = ['rabbit@mq9', 'rabbit@mq9.example.com'];

  it.each([true, false])('is read by add_user of 4.x, whatever the node is called (sudo: %s)', async (sudo) => {
    expect(await run(short, ['add_user', 'bob'], { sudo })).toBe('add_user bob||rabbit@mq9|s3cret');
    expect(await run(long, ['add_user', 'bob'], { sudo })).toBe('add_user bob|true|rabbit@mq9.example.com|s3cret');
    expect(await run(long, ['add_user', '--pre-hashed-password', 'bob'], { sudo })).toBe(
      'add_user --pre-hashed-password bob|true|rabbit@mq9.example.com|s3cret',
    );
  });

  it.each([['change_password', 'bob'], ['authenticate_user', 'bob'], ['hash_password'], ['eval']])(
    'is read by %s of 4.x as well',
    async (...words) => {
      expect(await run(long, words)).toBe(`${words.join(' ')}|true|${long}|s3cret`);
    },
  );

  it.each([['add_user', 'bob', '--quiet'], ['eval', '1.'], ['list_users']])(
    'leaves the words %s %s %s as they are',
    async (...words) => {
      const line = words.join(' ');
      expect(await run(long, words)).toBe(`--longnames --node ${long} ${line}|||nothing`);
      expect(await run(short, words)).toBe(`--node ${short} ${line}|||nothing`);
    },
  );

  it('is read by every tool before 4.0, with its options', async () => {
    const machine = { release: 3 } as const;
    expect(await run(long, ['add_user', 'bob'], machine)).toBe(`--longnames --node ${long} add_user bob|||s3cret`);
    expect(await run(short, ['add_user', 'bob'], machine)).toBe(`--node ${short} add_user bob|||s3cret`);
  });

  it.each([
    ['rabbit@mq1', ''],
    ['rabbit@mq1', '#NODENAME=rabbit\n'], // as Debian brings it
    ['rabbit@mq9', 'NODENAME=rabbit@mq9\n'],
    ['rabbit@mq1.example.com', 'USE_LONGNAME=true\n'],
    ['rabbit@mq9.example.com', 'RABBITMQ_USE_LONGNAME="true"\nexport NODENAME="rabbit@mq9.example.com"\n'],
  ])('needs no right for variables where the tool takes %s by itself: %j', async (node, conf) => {
    expect(await run(node, ['add_user', 'bob'], { conf, setenv: false })).toBe('add_user bob|||s3cret');
  });

  it.each([
    ['rabbit@mq1', 'NODENAME=rabbit@other\n', '|rabbit@mq1'],
    ['rabbit@mq1.example.com', '#USE_LONGNAME=true\n', 'true|rabbit@mq1.example.com'],
    ['rabbit@mq9.example.com', 'USE_LONGNAME=true\n', '|rabbit@mq9.example.com'],
  ])('needs it for %s where there is %j, and says so', async (node, conf, variables) => {
    expect(await run(node, ['add_user', 'bob'], { conf })).toBe(`add_user bob|${variables}|s3cret`);
    const refused = await run(node, ['add_user', 'bob'], { conf, setenv: false }).catch((error: CliError) => error);
    expect(refused).toMatchObject({ name: 'NotPermitted', hint: expect.stringContaining('NOPASSWD:SETENV:') });
  });
});
