import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Finished } from '../lab/child-process.js';
import type { Lab } from '../lab/lab.js';
import { withLab } from '../lab/with-lab.js';
import { type AsAdministrator, asAdministrator } from './as-administrator.js';
import { Operator } from './operator.js';
import { ensureAlone } from './states.js';

const tags = ['administrator', 'monitoring', 'policymaker', 'management', 'none'] as const;
type Tag = (typeof tags)[number];

/** What these need; a command that reads and is not named like one of them stands here, too. */
const words: Readonly<Record<string, readonly string[]>> = {
  check_port_listener: ['5672'],
  check_protocol_listener: ['amqp'],
  export_definitions: ['-'],
  check_for_quorum_queues_without_an_elected_leader: ['.*'],
  list_policies_that_match: ['tagged'],
  list_stream_group_consumers: ['--stream', 'tagged', '--reference', 'nobody'],
  list_stream_tracking: ['tagged', '--all'],
  list_user_permissions: ['guest'],
  list_user_topic_permissions: ['guest'],
  get_messages: ['tagged'],
  ...Object.fromEntries(['cluster_status', 'status', 'ping', 'version', 'await_startup'].map((name) => [name, []])),
};

const folder = join(import.meta.dirname, '../../src/commands');
const commands = readdirSync(folder)
  .filter((file) => file.endsWith('.ts'))
  // The node's own tool has no user of ours.
  .filter((file) => !readFileSync(join(folder, file), 'utf8').includes('run: ({ ownTool }) => ownTool(),'))
  .map((file) => file.replace(/\.ts$/, ''))
  .filter((name) => /^(list|check)_/.test(name) || name in words);

withLab('trixie', 'every read over HTTP as a user with each tag', (lab: () => Lab) => {
  let http: AsAdministrator;
  const operators = new Map<Tag, Operator>();
  const answers = new Map<string, Promise<Finished>>();

  beforeAll(async () => {
    const host = lab().hosts.at(-1);
    if (host === undefined) throw new Error('a lab has a host');
    await ensureAlone(host);
    http = asAdministrator(lab(), host);
    await http('PUT', 'queues/%2F/tagged', { durable: true });
    for (const tag of tags) {
      await http('PUT', `users/t-${tag}`, { password: 'tag-secret', tags: tag === 'none' ? '' : tag });
      await http('PUT', `permissions/%2F/t-${tag}`, { configure: '.*', write: '.*', read: '.*' });
      const api = { username: `t-${tag}`, password_command: ['echo', 'tag-secret'] };
      operators.set(tag, new Operator(lab(), { hosts: [host], api }));
    }
  });
  afterAll(async () => {
    for (const operator of operators.values()) operator.leave();
    for (const tag of tags) await http('DELETE', `users/t-${tag}`);
    await http('DELETE', 'queues/%2F/tagged');
  });

  /** Over HTTP alone; each once. */
  const answer = (command: string, tag: Tag): Promise<Finished> => {
    const key = `${command} ${tag}`;
    const asked = answers.get(key) ?? operators.get(tag)?.run('--api-only', command, ...(words[command] ?? []));
    if (asked === undefined) throw new Error(`nobody has the tag ${tag}`);
    answers.set(key, asked);
    return asked;
  };

  test.each(commands)('%s: answered, or the tag is named that is needed', async (command) => {
    const highest = await answer(command, 'administrator');
    // Commands that only the node's own tool can answer say so, whoever asks.
    if (highest.code === 69) return expect(highest.stderr).toContain('Without --api-only');
    expect({ command, ...highest }).toMatchObject({ code: 0 });
    for (const tag of tags) {
      const passed: Tag[] = [];
      for (let asked: Tag | undefined = tag; asked !== undefined; ) {
        passed.push(asked);
        const { code, stderr } = await answer(command, asked);
        expect({ command, asked, code, stderr }).toMatchObject({ code: expect.toBeOneOf([0, 77]) });
        const named = / needs the tag (\w+)/.exec(stderr)?.[1] as Tag | undefined;
        // A user without a tag is told of management first where the first question is about nothing else.
        expect({
          command,
          passed,
          stderr,
          named: code === 0 || (named !== undefined && !passed.includes(named)),
        }).toEqual({
          ...{ command, passed, stderr, named: true },
        });
        asked = code === 0 ? undefined : named;
      }
    }
  });
});
