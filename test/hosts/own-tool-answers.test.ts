import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Lab } from '../lab/lab.js';
import type { LabHost } from '../lab/lab-host.js';
import { withLab } from '../lab/with-lab.js';
import { closeToOutside, managementPlugin, openToAll } from './management-port.js';
import { Operator } from './operator.js';
import { expectRefusal } from './refusals.js';
import { ensureAlone, toolSays } from './states.js';
import { lastHosts } from './two-hosts.js';

withLab('trixie', 'where HTTP cannot answer', (lab: () => Lab) => {
  let host: LabHost;
  let operator: Operator;
  let anonymous: Operator;

  beforeAll(async () => {
    [host] = lastHosts(lab());
    await ensureAlone(host);
    operator = new Operator(lab(), { hosts: [host] });
    anonymous = new Operator(lab(), { hosts: [host], anonymous: true });
  });
  afterAll(() => {
    operator?.leave();
    anonymous?.leave();
  });

  const vhostsByTool = async (asked: Operator, reason: RegExp) => {
    const { stdout, stderr, code } = await asked.run('list_vhosts');
    expect({ stdout, code }).toEqual({ stdout: 'Listing vhosts ...\nname\n/\n', code: 0 });
    expect(stderr).toMatch(/^Asking the node's own rabbitmqctl: .*\n$/);
    expect(stderr).toMatch(reason);
  };
  const apiOnly = (asked: Operator, code: number, ...says: readonly RegExp[]) =>
    expectRefusal(asked, ['--api-only', 'list_vhosts'], code, ...says);

  test('port 15672 is shut to the outside: the own tool answers', async () => {
    await closeToOutside(host);
    try {
      await vhostsByTool(operator, /nothing listens on .*:15672/);
      await apiOnly(operator, 69, /nothing listens on .*:15672/, /rabbitmq-plugins enable rabbitmq_management/);
    } finally {
      await openToAll(host);
    }
  });

  test('the management plugin is off: the own tool answers, and --api-only says how to enable it', async () => {
    await managementPlugin(host, 'disable');
    try {
      await vhostsByTool(operator, /nothing listens/);
      await apiOnly(operator, 69, /rabbitmq-plugins enable rabbitmq_management/);
    } finally {
      await managementPlugin(host, 'enable');
    }
  });

  test('guest is deleted, and nobody named a user: the own tool answers', async () => {
    expect(await anonymous.run('list_vhosts')).toMatchObject({ code: 0, stderr: '' });
    await toolSays(host, 'delete_user', 'guest');
    try {
      await vhostsByTool(anonymous, /guest/);
      await apiOnly(anonymous, 77, /guest/, /--username/, /--password-file/);
    } finally {
      await toolSays(host, 'add_user', 'guest', 'guest');
      await toolSays(host, 'set_user_tags', 'guest', 'administrator');
      await toolSays(host, 'set_permissions', 'guest', '.*', '.*', '.*');
    }
  });

  test('the application is stopped: the own tool answers what it can, and says itself what it cannot', async () => {
    await toolSays(host, 'stop_app');
    try {
      const ping = await operator.run('ping');
      expect(ping).toMatchObject({ code: 0, stdout: expect.stringContaining('Ping succeeded') });
      expect(ping.stderr).toMatch(/^Asking the node's own rabbitmqctl: .*\n$/);
      const [ours, theirs] = await Promise.all([operator.run('list_vhosts'), host.ctl('list_vhosts')]);
      expect(ours.code).toBe(theirs.code);
      expect(ours.stderr).toMatch(/rabbitmqctl start_app/);
      await apiOnly(operator, 69, /nothing listens/, /is the node running/);
    } finally {
      await toolSays(host, 'start_app');
      await host.awaitBroker();
    }
  });
});
