import { expect } from 'vitest';
import type { Finished } from '../lab/child-process.js';
import type { Lab } from '../lab/lab.js';
import type { LabHost } from '../lab/lab-host.js';
import { type AsAdministrator, asAdministrator } from './as-administrator.js';
import { Operator } from './operator.js';

export const tags = ['administrator', 'monitoring', 'policymaker', 'management', 'none'] as const;
export type Tag = (typeof tags)[number];

/** One user with each tag, who may do everything in the virtual host /. */
export class TaggedUsers {
  readonly #http: AsAdministrator;
  readonly #operators = new Map<Tag, Operator>();

  private constructor(http: AsAdministrator) {
    this.#http = http;
  }

  static async create(lab: Lab, host: LabHost): Promise<TaggedUsers> {
    const http = asAdministrator(lab, host);
    const users = new TaggedUsers(http);
    for (const tag of tags) {
      await http('PUT', `users/t-${tag}`, { password: 'tag-secret', tags: tag === 'none' ? '' : tag });
      await http('PUT', `permissions/%2F/t-${tag}`, { configure: '.*', write: '.*', read: '.*' });
      const api = { username: `t-${tag}`, password_command: ['echo', 'tag-secret'] };
      users.#operators.set(tag, new Operator(lab, { hosts: [host], api }));
    }
    return users;
  }

  /** Over HTTP alone. */
  run(tag: Tag, ...argv: readonly string[]): Promise<Finished> {
    return this.runAnyWay(tag, '--api-only', ...argv);
  }

  /** Over SSH too. */
  runAnyWay(tag: Tag, ...argv: readonly string[]): Promise<Finished> {
    const operator = this.#operators.get(tag);
    if (operator === undefined) throw new Error(`nobody has the tag ${tag}`);
    return operator.run(...argv);
  }

  async leave(): Promise<void> {
    for (const operator of this.#operators.values()) operator.leave();
    for (const tag of tags) await this.#http('DELETE', `users/t-${tag}`);
  }
}

/**
 * Every user is answered, or told of a tag; who has that one is answered, or told of one that nobody was told of before.
 * Each is asked once. An answer ends with `result`.
 */
export async function expectAnswerOrTag(
  command: string,
  ask: (tag: Tag) => Promise<Finished>,
  result = 0,
): Promise<void> {
  const answers = new Map<Tag, Finished>();
  for (const tag of tags) answers.set(tag, await ask(tag));
  for (const tag of tags) {
    const passed: Tag[] = [];
    for (let asked: Tag | undefined = tag; asked !== undefined; ) {
      passed.push(asked);
      const answer = answers.get(asked);
      if (answer === undefined) throw new Error(`${command} names a tag that there is not: ${asked}`);
      const { code, stderr } = answer;
      expect({ asked, code }, stderr).toEqual({ asked, code: expect.toBeOneOf([result, 77]) });
      const named = / needs the tag (\w+)/.exec(stderr)?.[1] as Tag | undefined;
      // A user without a tag is told of management first where the first question is about nothing else.
      const helps = code === result || (named !== undefined && !passed.includes(named));
      expect({ passed, helps }, stderr).toEqual({ passed, helps: true });
      asked = code === result ? undefined : named;
    }
  }
}
