import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Lab } from '../lab/lab.js';
import type { LabHost } from '../lab/lab-host.js';
import { withLab } from '../lab/with-lab.js';
import { watchCommandLines } from './command-lines.js';
import { closeToOutside, openToAll } from './management-port.js';
import { Operator } from './operator.js';
import { Watched } from './processes.js';
import { ensureAlone, toolSays } from './states.js';
import { lastHosts } from './two-hosts.js';

const newPassword = 'n3w-S3cret-of-alice';

withLab('trixie', 'passwords', (lab: () => Lab) => {
  let host: LabHost;
  let byFile: Operator;
  let byCommand: Operator;
  let anonymous: Operator;

  beforeAll(async () => {
    [host] = lastHosts(lab());
    await ensureAlone(host);
    byFile = new Operator(lab(), { hosts: [host] });
    const script = join(byFile.home, 'print-password');
    writeFileSync(script, `#!/bin/sh\ncat '${lab().passwordFile}'\n`);
    chmodSync(script, 0o700);
    byCommand = new Operator(lab(), { hosts: [host], api: { password_command: [script] } });
    anonymous = new Operator(lab(), { hosts: [host], anonymous: true });
  });
  afterAll(() => {
    for (const operator of [byFile, byCommand, anonymous]) operator?.leave();
  });

  const mayLogIn = async (user: string, password: string) => {
    expect(await host.ctl('authenticate_user', user, password)).toMatchObject({ code: 0 });
    await toolSays(host, 'delete_user', user);
  };

  test('add_user takes the password from stdin', async () => {
    const added = await byFile.runAs({ input: `${newPassword}\n` }, 'add_user', 'alice');
    expect(added).toMatchObject({ code: 0, stderr: '' });
    await mayLogIn('alice', newPassword);
  });

  test('add_user asks for it on a terminal, and does not echo it', async () => {
    const command = new Watched(byFile.onTerminal('add_user', 'alice'));
    await command.says('Password: ');
    command.child.stdin.write(`${newPassword}\r`);
    const { code, stdout } = await command.ended;
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('Adding user "alice"') });
    expect(stdout).not.toContain(newPassword);
    await mayLogIn('alice', newPassword);
  });

  test('the password of the API is asked for when nobody gave one, and not echoed either', async () => {
    const command = new Watched(anonymous.onTerminal('--username', lab().username, 'list_vhosts'));
    await command.says(`Password of ${lab().username}: `);
    command.child.stdin.write(`${lab().password}\r`);
    const { code, stdout } = await command.ended;
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('Listing vhosts') });
    expect(stdout).not.toContain(lab().password);
  });

  test('Ctrl-C at the question ends with 130, and nobody was added', async () => {
    const command = new Watched(byFile.onTerminal('add_user', 'alice'));
    await command.says('Password: ');
    command.child.stdin.write('\u0003');
    expect(await command.ended).toMatchObject({ code: 130 });
    expect(await toolSays(host, 'list_users')).not.toContain('alice');
  });

  test('no command line, here or on the host, holds a secret; nor does --debug', async () => {
    const secrets = [lab().password, newPassword];
    const watch = watchCommandLines(secrets);
    const password = readFileSync(lab().passwordFile, 'utf8');
    const asOps = ['--username', lab().username, '--debug'];
    const said: string[] = [];
    const done = async (ended: Promise<{ code: number; stdout: string; stderr: string }>) => {
      const { code, stdout, stderr } = await ended;
      said.push(stdout, stderr);
      expect({ code, stderr }).toMatchObject({ code: 0 });
    };
    await done(byFile.run('--debug', 'list_vhosts'));
    await done(byCommand.run('--debug', 'list_vhosts'));
    await done(anonymous.runAs({ env: { RABBITCTL_PASSWORD: password.trim() } }, ...asOps, 'list_vhosts'));
    await done(anonymous.runAs({ input: password }, ...asOps, '--password-stdin', 'list_vhosts'));
    await done(byFile.runAs({ input: `${newPassword}\n` }, '--debug', 'add_user', 'alice'));
    await toolSays(host, 'delete_user', 'alice');
    // Now by the node's own tool.
    await closeToOutside(host);
    await done(byFile.runAs({ input: `${newPassword}\n` }, '--debug', 'add_user', 'alice')).finally(() =>
      openToAll(host),
    );
    expect(said.join('')).toContain('own rabbitmqctl');
    for (const secret of secrets) expect(said.join('')).not.toContain(secret);
    expect(watch.end()).toEqual([]);
    await mayLogIn('alice', newPassword);
  });

  test('commands that fail say no secret either, in no form', async () => {
    const encoded = Buffer.from(`${lab().username}:${lab().password}`).toString('base64');
    const wrong = 'wr0ng-S3cret-of-ops';
    const secrets = [lab().password, newPassword, wrong, encoded];
    const failed = async (ended: ReturnType<Operator['run']>, code: number) => {
      const { stdout, stderr, ...rest } = await ended;
      expect({ ...rest, stderr }).toMatchObject({ code });
      for (const secret of secrets) expect(stdout + stderr).not.toContain(secret);
    };
    await toolSays(host, 'add_user', 'alice', newPassword);
    // What somebody typed on our command line is theirs, and goes no further.
    await failed(byFile.run('--debug', 'add_user', 'alice', newPassword, 'surplus'), 64);
    await failed(byFile.run('--debug', 'add_user', 'alice', newPassword, `--${newPassword}`), 64);
    const watch = watchCommandLines(secrets);
    const adding = { input: `${newPassword}\n` };
    await failed(byFile.runAs(adding, '--debug', 'add_user', 'alice'), 70);
    await failed(byFile.runAs(adding, '--debug', 'add_user', 'alice', '--formatter', 'json'), 69);
    const refused = { env: { RABBITCTL_PASSWORD: wrong } };
    await failed(anonymous.runAs(refused, '--debug', '--username', lab().username, 'list_users'), 77);
    const url = `http://${lab().username}:${wrong}@${host.address}:15672`;
    await failed(anonymous.runAs({ env: { RABBITCTL_URL: url } }, '--debug', 'list_users'), 77);
    await failed(anonymous.runAs({ env: { RABBITCTL_URL: url } }, '--debug', '--api-only', 'stop_app'), 64);
    // By the node's own tool, which refuses it, and by one that cannot be started.
    await closeToOutside(host);
    await failed(byFile.runAs(adding, '--debug', 'add_user', 'alice'), 70).finally(() => openToAll(host));
    await failed(byFile.runAs(adding, '--debug', '--ssh', 'nosudo@', 'add_user', 'alice'), 64);
    expect(watch.end()).toEqual([]);
    await toolSays(host, 'delete_user', 'alice');
  });

  test('the watch over command lines sees what it is there for', async () => {
    const watch = watchCommandLines([newPassword]);
    await host.run(['sh', '-c', 'sleep 0.2', newPassword]);
    expect(watch.end()).not.toEqual([]);
  });
});
