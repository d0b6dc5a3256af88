import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Lab } from '../lab/lab.js';
import type { LabHost } from '../lab/lab-host.js';
import { withLab } from '../lab/with-lab.js';
import { answerBelow, openToAll } from './management-port.js';
import { Operator } from './operator.js';
import { expectRefusal } from './refusals.js';
import { ensureAlone } from './states.js';
import { lastHosts } from './two-hosts.js';

withLab('trixie', 'a management API below a path of its own', (lab: () => Lab) => {
  let host: LabHost;
  const operators: Operator[] = [];
  const operator = (url: string): Operator => {
    const made = new Operator(lab(), { hosts: [host], api: { url } });
    operators.push(made);
    return made;
  };

  beforeAll(async () => {
    [host] = lastHosts(lab());
    await ensureAlone(host);
    await answerBelow(host, '/mq/prod');
  });
  afterAll(async () => {
    await answerBelow(host, undefined);
    await openToAll(host);
    for (const one of operators) one.leave();
  });

  test.each(['/mq/prod', '/mq/prod/'])('is read and written where the address has %s', async (prefix) => {
    const ours = operator(`http://{host}:15672${prefix}`);
    const set = await ours.run('--api-only', 'set_policy', '-p', '/', 'below', '^below/', '{"max-length":7}');
    expect(set, set.stderr).toMatchObject({ code: 0 });
    const list = await ours.run('--api-only', 'list_policies', '-p', '/', '--json');
    expect(JSON.parse(list.stdout)).toMatchObject([{ name: 'below', pattern: '^below/' }]);
    // About this very node, which is asked who it is first.
    expect(await ours.run('--api-only', '-n', host.node, 'check_virtual_hosts')).toMatchObject({ code: 0 });
    expect(await ours.run('--api-only', 'clear_policy', '-p', '/', 'below')).toMatchObject({ code: 0 });
  });

  test('is missed where the address has none, and the prefix is named', async () => {
    await expectRefusal(operator('http://{host}:15672'), ['--api-only', 'list_vhosts'], 69, 'path prefix');
  });
});
