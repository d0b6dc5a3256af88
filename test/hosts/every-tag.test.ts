import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Finished } from '../lab/child-process.js';
import type { Lab } from '../lab/lab.js';
import { withLab } from '../lab/with-lab.js';
import { type AsAdministrator, asAdministrator } from './as-administrator.js';
import { ensureAlone } from './states.js';
import { expectAnswerOrTag, type Tag, TaggedUsers } from './tagged-users.js';

/** What these need; a command that reads and is not named like one of them stands here, too. */
const words: Readonly<Record<string, readonly string[]>> = {
  check_port_listener: ['5672'],
  check_protocol_listener: ['amqp'],
  export_definitions: ['-'],
  check_for_quorum_queues_without_an_elected_leader: ['.*'],
  list_policies_that_match: ['tagged'],
  list_stream_group_consumers: ['--stream', 'tagged', '--reference', 'nobody'],
  list_stream_tracking: ['tagged', '--all'],
  await_online_nodes: ['1'],
  quorum_status: ['tagged raft'],
  stream_status: ['tagged'],
  list_user_permissions: ['guest'],
  list_user_topic_permissions: ['guest'],
  get_messages: ['tagged'],
  ...Object.fromEntries(
    [
      ...['cluster_status', 'status', 'ping', 'version', 'await_startup', 'alarms', 'listeners', 'memory_breakdown'],
      ...['environment', 'log_location', 'is_running', 'server_version', 'erlang_version', 'node_health_check'],
      'await_online_quorum_plus_one',
    ].map((name) => [name, []]),
  ),
};

const folder = join(import.meta.dirname, '../../src/commands');
const commands = readdirSync(folder)
  .filter((file) => file.endsWith('.ts'))
  // The node's own tool has no user of ours.
  .filter((file) => !readFileSync(join(folder, file), 'utf8').includes('run: ({ ownTool }) => ownTool(),'))
  .map((file) => file.replace(/\.ts$/, ''))
  .filter((name) => /^(list|check)_/.test(name) || name in words)
  // Fail on 4.x whoever asks: nothing is mirrored there.
  .filter((name) => !/_classic_queue_mirroring/.test(name));

withLab('trixie', 'every read over HTTP as a user with each tag', (lab: () => Lab) => {
  let http: AsAdministrator;
  let users: TaggedUsers;
  const answers = new Map<string, Promise<Finished>>();

  beforeAll(async () => {
    const host = lab().hosts.at(-1);
    if (host === undefined) throw new Error('a lab has a host');
    await ensureAlone(host);
    http = asAdministrator(lab(), host);
    await http('PUT', 'queues/%2F/tagged', { durable: true });
    await http('PUT', 'queues/%2F/tagged%20raft', { durable: true, arguments: { 'x-queue-type': 'quorum' } });
    users = await TaggedUsers.create(lab(), host);
  });
  afterAll(async () => {
    await users.leave();
    for (const name of ['tagged', 'tagged%20raft']) await http('DELETE', `queues/%2F/${name}`);
  });

  /** Each once. */
  const answer = (command: string, tag: Tag): Promise<Finished> => {
    const key = `${command} ${tag}`;
    const asked = answers.get(key) ?? users.run(tag, command, ...(words[command] ?? []));
    answers.set(key, asked);
    return asked;
  };

  test.each(commands)('%s: answered, or the tag is named that is needed', async (command) => {
    const highest = await answer(command, 'administrator');
    // Commands that only the node's own tool can answer say so, whoever asks.
    if (highest.code === 69) return expect(highest.stderr).toContain('Without --api-only');
    expect({ command, ...highest }).toMatchObject({ code: 0 });
    await expectAnswerOrTag(command, (tag) => answer(command, tag));
  });
});
