import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Host } from '../../src/ssh/host.js';
import { localHost } from '../../src/ssh/local.js';
import { prefixedHost } from '../../src/ssh/prefixed-host.js';
import { openHost } from '../../src/ssh/ssh-host.js';
import { labUnavailable } from '../lab/debian-packages.js';
import { EngineContainer } from '../lab/engine-container.js';
import { reportToStderr } from '../lab/report.js';
import { until } from '../lab/until.js';
import { awkwardArguments } from '../ssh/awkward.js';
import { noSshd, Scratch } from '../ssh/sshd.js';
import { Operator } from './operator.js';
import { Watched } from './processes.js';

const reason = labUnavailable() ?? noSshd;

describe.skipIf(reason)(`a node in a container${reason ? `: skipped, this machine ${reason}` : ''}`, () => {
  let container: EngineContainer;
  let scratch: Scratch;
  let port: number;
  /** Config files by where the container is. */
  const operators = new Map<string, Operator>();
  const places = ['here', 'on the far side of SSH'];

  beforeAll(async () => {
    container = await EngineContainer.start('rabbitctlbox', 'trixie', (line) => reportToStderr(`  ${line}`));
    scratch = await Scratch.create();
    port = (await scratch.start('far')).port;
    const ssh = `host = "127.0.0.1", port = ${port}, user = "root", config_file = ${JSON.stringify(await sshConfig())}, known_hosts = [${JSON.stringify(scratch.path('far.known'))}]`;
    const exec = container.exec.map((word) => (word === container.name ? '{host}' : word));
    for (const place of places) {
      const way = place === 'here' ? '' : `${ssh}, `;
      const config = `default = "box"\n[clusters.box]\nnodes = ["${container.node}"]\napi = { url = "http://127.0.0.1:1" }\nssh = { ${way}exec = ${JSON.stringify(exec)} }\n`;
      operators.set(place, new Operator(config));
    }
  });
  afterAll(async () => {
    for (const operator of operators.values()) operator.leave();
    await scratch?.remove();
    await container?.end();
  });

  const sshConfig = () => scratch.config('config', ['Host *', `IdentityFile ${scratch.path('id')}`]);
  const operatorOf = (place: string) => operators.get(place) as Operator;
  const inside = async (words: string) =>
    (await container.run(['ps', '-A', '-ww', '-o', 'args='])).stdout.includes(words);
  const gone = (words: string) =>
    until(`${words} to end inside`, async () => !(await inside(words)), { seconds: 15, every: 300 });
  const begun = (words: string) => until(`${words} to run inside`, () => inside(words), { every: 200 });

  describe.each(places)('%s', (place) => {
    test('its tool answers, with its own exit codes, stdout and stderr apart', async () => {
      const operator = operatorOf(place);
      expect(await operator.run('-n', container.node, 'eval', 'node().')).toEqual({
        code: 0,
        stdout: `${container.node}\n`,
        stderr: '',
      });
      expect(await operator.runAs({ input: 'node().' }, '-n', container.node, 'eval')).toMatchObject({
        code: 0,
        stdout: `${container.node}\n`,
      });
      expect(await operator.run('-n', container.node, 'eval', '1 +')).toMatchObject({ code: 64, stdout: '' });
      const thrown = await operator.run('-n', container.node, 'eval', 'exit(oops).');
      expect(thrown).toMatchObject({ code: 69, stdout: '', stderr: expect.stringContaining('oops') });
    });

    test('Ctrl-C ends what runs inside', async () => {
      const command = new Watched(operatorOf(place).start('-n', container.node, 'eval', 'timer:sleep(600000).'));
      await begun('timer:sleep(600000)');
      command.child.kill('SIGINT');
      expect(await command.ended).toMatchObject({ code: 130 });
      await gone('timer:sleep(600000)');
    });

    test('streams end with Ctrl-C, inside too', async () => {
      const command = new Watched(operatorOf(place).start('-n', container.node, 'log_tail_stream'));
      await begun('log_tail_stream');
      command.child.kill('SIGINT');
      expect(await command.ended).toMatchObject({ code: 130 });
      await gone('log_tail_stream');
    });

    test('a terminal reaches in: window sizes, keys, exit code', async () => {
      const operator = operatorOf(place);
      const shell = new Watched(operator.onTerminal('-n', container.node, 'remote_shell'));
      await shell.says(/1> $/);
      shell.child.stdin.write('io:columns().\r');
      await shell.says('{ok,100}');
      await operator.resizeTerminal(30, 71);
      await expect
        .poll(() => {
          shell.child.stdin.write('io:columns().\r');
          return shell.stdout;
        }, poll)
        .toContain('{ok,71}');
      shell.child.stdin.write('\u0007');
      await shell.says('-->');
      shell.child.stdin.write('q\r');
      expect(await shell.ended).toMatchObject({ code: 0 });
      await gone('remote_shell');
    });
  });

  describe('as a host', () => {
    const open = async (place: string): Promise<Host> => {
      if (place === 'here') return prefixedHost(localHost(), container.exec);
      const knownHosts = [scratch.path('far.known')];
      return prefixedHost(
        openHost({ host: '127.0.0.1', port, configFile: await sshConfig(), knownHosts }),
        container.exec,
      );
    };

    test.each(places)('%s: arguments, directory and variables arrive as they are', async (place) => {
      const host = await open(place);
      const echo = await host.run(['printf', '%s\\0', ...awkwardArguments]);
      expect(echo.stdout.split('\0').slice(0, -1)).toEqual(awkwardArguments);
      const where = await host.run(['sh', '-c', 'pwd; printf %s "$A"; exit 7'], {
        cwd: '/usr',
        env: { A: "it's $HOME" },
      });
      expect(where).toMatchObject({ code: 7, stdout: "/usr\nit's $HOME" });
      await expect(host.run(['sleep', '1234'], { deadline: 1500 })).rejects.toMatchObject({ name: 'TimedOut' });
      await gone('sleep 1234');
      await host.close();
    });
  });
});

const poll = { timeout: 30_000, interval: 1000 };
