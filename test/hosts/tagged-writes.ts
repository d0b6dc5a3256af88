import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Lab } from '../lab/lab.js';
import { until } from '../lab/until.js';
import { type AsAdministrator, asAdministrator } from './as-administrator.js';
import { ensureAlone } from './states.js';
import { expectAnswerOrTag, type Tag, TaggedUsers } from './tagged-users.js';

export type Request = readonly [method: string, path: string, body?: unknown];

export interface Write {
  /** NODE in it is the node, other capitals what `words` make. */
  readonly argv: readonly string[];
  /** What is there before: made anew for every try, and what the try before may have left is gone. */
  readonly before?: readonly Request[];
  /** What must be listed before it is tried: a path whose answer is no empty list. */
  readonly listed?: string;
  /** What it ends with for who may do it; 0 when it is not given. */
  readonly result?: number;
  /** It needs SSH beside HTTP, which everybody has here. */
  readonly needsSsh?: true;
}

export type Writes = Readonly<Record<string, Write>>;
type Words = Readonly<Record<string, () => Promise<string>>>;

/** Each command, tried by a user with each tag on a node by itself: done, or refused with the name of a tag that helps. */
export function expectWrites(lab: () => Lab, writes: Writes, words: Words = {}): void {
  let http: AsAdministrator;
  let users: TaggedUsers;
  let node: string;

  beforeAll(async () => {
    const host = lab().hosts.at(-1);
    if (host === undefined) throw new Error('a lab has a host');
    ({ node } = host);
    await ensureAlone(host);
    http = asAdministrator(lab(), host);
    users = await TaggedUsers.create(lab(), host);
  });
  afterAll(async () => {
    await users.leave();
    const left = ['users/w', 'vhosts/w', 'global-parameters/w', 'policies/%2F/w', 'operator-policies/%2F/w'];
    for (const path of [...left, 'queues/%2F/w', 'exchanges/%2F/w']) await orNothing(http('DELETE', path));
  });

  test.each(Object.keys(writes))('%s: done, or the tag is named that is needed', async (command) => {
    const { argv, before = [], listed, result = 0, needsSsh } = writes[command] ?? { argv: [] };
    const ask = async (tag: Tag) => {
      for (const [method, path, body] of before) {
        const asked = http(method, path, body);
        await (method === 'DELETE' ? orNothing(asked) : asked);
      }
      if (listed !== undefined)
        await until(`${listed} to have something`, async () => ((await http('GET', listed)) as unknown[]).length > 0);
      // Tags are what this is about: what is made anew is nobody's yet.
      if (before.some(([method, path]) => method === 'PUT' && path === 'vhosts/w'))
        await http('PUT', `permissions/w/t-${tag}`, everything);
      const made = argv.map((word) => (word === 'NODE' ? node : (words[word]?.() ?? word)));
      const line = [...command.split(' '), ...(await Promise.all(made))];
      return needsSsh ? users.runAnyWay(tag, ...line) : users.run(tag, ...line);
    };
    await expectAnswerOrTag(command, ask, result);
  });
}

const everything = { configure: '.*', write: '.*', read: '.*' };

/** What is to go may be gone. */
const orNothing = (asked: Promise<unknown>): Promise<unknown> =>
  asked.catch((error: unknown) => expect(String(error)).toContain(': 404'));

/** As root on the host that is asked; throws when it fails. */
export async function onHost({ hosts }: Lab, ...argv: readonly string[]): Promise<void> {
  const { code, stderr } = (await hosts.at(-1)?.run(argv)) ?? { code: 1, stderr: 'no host' };
  if (code !== 0) throw new Error(`${argv.join(' ')}: ${stderr}`);
}
