import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { json, serve } from '../api/servers.js';
import { tryRun } from '../lab/child-process.js';
import { installMissing, labUnavailable } from '../lab/debian-packages.js';
import { reportToStderr } from '../lab/report.js';
import { builtTool } from './built-tool.js';

// TAB in real shells. What they would run then is shown by a program that prints the words it is given, each in brackets.

const place = mkdtempSync(join(tmpdir(), 'rabbitctl-shells-'));
let env: Record<string, string> = {};

beforeAll(async () => {
  // Where they cannot be installed, those that are there are tested.
  if (labUnavailable() === undefined) await installMissing(['zsh', 'fish', 'bsdutils'], reportToStderr);
  const tool = await builtTool();
  const called = process.env.RABBITCTL_BIN ? `"${tool}"` : `"${process.execPath}" "${tool}"`;
  const server = await serve((request, response) => {
    const names = request.url?.startsWith('/api/queues/') ? ['my queue', 'it$x', 'rabbit@a:b'] : ['shop'];
    json(response, { page_count: 1, items: names.map((name) => ({ name })) });
  });
  const bin = join(place, 'bin');
  mkdirSync(bin);
  const program = join(bin, 'rabbitctl');
  writeFileSync(
    program,
    `#!/bin/sh\ncase $1 in\n__complete|completion) exec ${called} "$@" ;;\nesac\nprintf 'ran:'; printf '[%s]' "$@"; echo\n`,
  );
  chmodSync(program, 0o755);
  env = {
    PATH: `${bin}:${process.env.PATH}`,
    HOME: place,
    TERM: 'xterm',
    LANG: 'C.UTF-8',
    RABBITCTL_URL: `http://127.0.0.1:${server.port}`,
    XDG_CACHE_HOME: place,
    XDG_CONFIG_HOME: place,
  };
  writeFileSync(
    join(place, '.zshrc'),
    'autoload -U compinit; compinit -u\nPS1="ready$ "\nsource <(rabbitctl completion zsh)\n',
  );
  writeFileSync(join(place, 'bashrc'), 'PS1="ready$ "\nsource <(rabbitctl completion bash)\n');
  writeFileSync(join(place, 'config-file'), '');
  mkdirSync(join(place, 'fish'));
  writeFileSync(join(place, 'fish/config.fish'), 'rabbitctl completion fish | source\nset fish_greeting\n');
}, 180_000);

/** A shell in a terminal (`script`), and what it has shown. */
class TypedShell {
  readonly #child;
  #shown = '';

  constructor(shell: string) {
    this.#child = spawn('script', ['-qec', shell, '/dev/null'], {
      env,
      cwd: place,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#child.stdout.on('data', (chunk: Buffer) => (this.#shown += chunk));
  }

  /** Types keys, and waits for what they make the shell show. */
  async type(keys: string, expected: string): Promise<void> {
    const before = this.#shown.length;
    this.#child.stdin.write(keys);
    await vi.waitFor(() => expect(this.#shown.slice(before)).toContain(expected), { timeout: 40_000, interval: 50 });
  }

  async leave(): Promise<void> {
    const closed = new Promise((resolve) => this.#child.once('close', resolve));
    this.#child.stdin.end('exit\r');
    await closed;
  }
}

describe.each([
  ['bash', `bash --noprofile --rcfile ${join(place, 'bashrc')} -i`],
  ['zsh', 'zsh -i'],
])('%s', (name, command) => {
  it.skipIf(name === 'zsh' && labUnavailable() !== undefined)(
    'TAB completes commands, options, values, names',
    async () => {
      const shell = new TypedShell(command);
      await shell.type('', 'ready$ ');
      for (const [keys, completed, words] of [
        ['rabbitctl list_que\t', 'list_queues', '[list_queues]'],
        ['rabbitctl list_queues --formatter json_\t', 'json_stream', '[list_queues][--formatter][json_stream]'],
        ['rabbitctl list_queues --formatter=json_\t', 'json_stream', '[list_queues][--formatter=json_stream]'],
        ['rabbitctl list_queues --onl\t', '--online', '[list_queues][--online]'],
        ['rabbitctl purge_queue my\t', 'my\\ queue', '[purge_queue][my queue]'],
        ["rabbitctl purge_queue 'my\t", 'my queue', '[purge_queue][my queue]'],
        ['rabbitctl purge_queue it\t', 'it\\$x', '[purge_queue][it$x]'],
        ['rabbitctl purge_queue rabbit@\t', 'a:b', '[purge_queue][rabbit@a:b]'],
        ['rabbitctl plugins en\t', 'enable', '[plugins][enable]'],
        ['rabbitctl --config conf\t', 'config-file', '[--config][config-file]'],
      ] as const) {
        await shell.type(keys, completed);
        await shell.type('\r', `ran:${words}`);
      }
      await shell.leave();
    },
    120_000,
  );
});

describe('fish', () => {
  const completed = async (line: string): Promise<readonly string[]> => {
    const { stdout, stderr } = await tryRun(['fish', '-c', `cd ${place}; complete -C '${line}'`], {
      env,
      deadline: 30,
    });
    expect(stderr).toBe('');
    return stdout
      .split('\n')
      .slice(0, -1)
      .map((found) => found.split('\t')[0] ?? '');
  };

  it.skipIf(labUnavailable() !== undefined)(
    'completes commands, options, values, names',
    async () => {
      expect(await completed('rabbitctl list_que')).toEqual(['list_queues']);
      expect(await completed('rabbitctl list_queues --formatter js')).toEqual(['json', 'json_stream']);
      expect(await completed('rabbitctl list_queues --formatter=json_')).toEqual(['--formatter=json_stream']);
      expect(await completed('rabbitctl purge_queue my')).toEqual(['my queue']);
      expect(await completed('rabbitctl purge_queue ')).toEqual(expect.arrayContaining(['it$x', 'rabbit@a:b']));
      expect(await completed('rabbitctl plugins en')).toEqual(['enable']);
      expect(await completed('rabbitctl --config conf')).toEqual(['config-file']);
    },
    60_000,
  );
});
