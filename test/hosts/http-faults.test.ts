import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Lab } from '../lab/lab.js';
import type { LabHost } from '../lab/lab-host.js';
import { withLab } from '../lab/with-lab.js';
import { Operator } from './operator.js';
import { expectRefusal, literally } from './refusals.js';
import { ensureAlone, toolSays } from './states.js';
import { lastHosts } from './two-hosts.js';

withLab('trixie', 'HTTP faults of a real node', (lab: () => Lab) => {
  let host: LabHost;
  let operator: Operator;
  let passwordFile: string;

  beforeAll(async () => {
    [host] = lastHosts(lab());
    await ensureAlone(host);
    operator = new Operator(lab(), { hosts: [host] });
    passwordFile = join(operator.home, 'password');
    writeFileSync(passwordFile, 'not the password\n', { mode: 0o600 });
  });
  afterAll(() => operator?.leave());

  const refused = (argv: readonly string[], code: number, ...says: readonly (string | RegExp)[]) =>
    expectRefusal(operator, argv, code, ...says);

  test('a wrong password is an error, and no reason to go round by the own tool', async () => {
    const argv = ['--password-file', passwordFile, 'list_users'];
    const said = await refused(argv, 77, /refuses the login of user "ops"/, /password is wrong/);
    expect(said).not.toMatch(/own rabbitmqctl|not the password/);
  });

  test('a user without the tag that is needed is told which one', async () => {
    for (const [user, tag] of [['untagged'], ['manager', 'management']] as const) {
      await toolSays(host, 'add_user', user, 'not the password');
      if (tag) await toolSays(host, 'set_user_tags', user, tag);
    }
    try {
      const as = (user: string) => ['--username', user, '--password-file', passwordFile, 'list_users'];
      await refused(as('untagged'), 77, /user "untagged"/, /set_user_tags untagged administrator/);
      await refused(as('manager'), 77, /user "manager"/, /set_user_tags manager administrator/);
    } finally {
      for (const user of ['untagged', 'manager']) await toolSays(host, 'delete_user', user);
    }
  });

  test('a node whose name does not resolve', async () => {
    const said = await refused(
      ['-n', 'rabbit@no-such.invalid', 'list_users'],
      69,
      /no-such\.invalid/,
      /does not resolve/,
    );
    expect(said).toMatch(/ssh/i);
    await refused(
      ['-n', 'rabbit@no-such.invalid', '--api-only', 'list_users'],
      69,
      /no-such\.invalid does not resolve/,
    );
    await refused(['-n', 'rabbit@no-such.invalid', 'stop_app'], 69, /no-such\.invalid/);
  });

  test('an answer that takes longer than --timeout', async () => {
    await host.run(['systemctl', 'kill', '--signal=STOP', 'rabbitmq-server.service']);
    try {
      const ended = await operator.run('--timeout', '2', 'list_users');
      // As with the real tool, what it was about to do is on stdout.
      expect(ended).toMatchObject({ code: 75, stdout: 'Listing users ...\n' });
      expect(ended.stderr).toMatch(literally(`${host.address}:15672`));
      expect(ended.stderr).toMatch(/within 2 s/);
    } finally {
      await host.run(['systemctl', 'kill', '--signal=CONT', 'rabbitmq-server.service']);
      await host.awaitBroker();
    }
  });
});
