import { hostOf } from '../../cluster/node-name.js';
import { CheckFailed } from '../../errors.js';
import { runTool } from '../../ssh/rabbitmqctl.js';
import type { AskedMember } from '../member.js';
import type { RunOptions } from '../run-options.js';

type Wish = NonNullable<RunOptions['guest']>;

/**
 * Whether guest is not yet as it is wanted: asked of a node's own tools, for over HTTP guest may be the very user that asks.
 * A changed password is one that is not the usual one any more. Throws what the tools throw.
 */
export async function guestNeeds(member: AskedMember, wish: Wish): Promise<boolean> {
  if (wish === 'keep') return false;
  if (wish === 'delete') return isThere(member);
  return (await isThere(member)) && hasUsualPassword(member);
}

/** Deletes it, or changes its password, and looks whether that is so. The password goes there on stdin. Throws CheckFailed. */
export async function dealWithGuest(member: AskedMember, wish: Wish, password: () => Promise<string>): Promise<void> {
  if (!(await guestNeeds(member, wish))) return;
  if (wish === 'delete') await demand(member, ['delete_user', 'guest']);
  else await demand(member, ['change_password', 'guest'], await password());
  if (!(await guestNeeds(member, wish))) return;
  throw new CheckFailed(
    `guest is as it was, though ${member.name} said that it was ${wish === 'delete' ? 'deleted' : 'changed'}`,
    {
      node: member.name,
    },
  );
}

/** The tool's code for a refused login says no; any other failure says nothing. */
async function hasUsualPassword(member: AskedMember): Promise<boolean> {
  const { code, stdout, stderr } = await run(member, ['authenticate_user', 'guest'], 'guest');
  if (code === 0 || code === refusedLogin) return code === 0;
  throw failed(member, 'authenticate_user', code, stderr.trim() || stdout.trim());
}

const refusedLogin = 65;

async function isThere(member: AskedMember): Promise<boolean> {
  const { stdout } = await demand(member, ['list_users', '--quiet', '--no-table-headers']);
  return stdout.split('\n').some((line) => /^guest\s/.test(line));
}

async function demand(member: AskedMember, words: readonly string[], input?: string) {
  const output = await run(member, words, input);
  if (output.code === 0) return output;
  throw failed(member, words[0] ?? '', output.code, output.stderr.trim() || output.stdout.trim());
}

const failed = ({ name }: AskedMember, command: string, code: number, hint: string): CheckFailed =>
  new CheckFailed(`rabbitmqctl ${command} failed on ${name} with code ${code}`, { node: name, hint });

function run({ name, node }: AskedMember, words: readonly string[], input?: string) {
  const longnames = hostOf(name).includes('.') ? ['--longnames'] : [];
  return runTool(node.host, 'rabbitmqctl', [...longnames, '--node', name, ...words], {
    deadline: 60_000,
    ...(input !== undefined && { input: `${input}\n` }),
    ...(node.sudo === undefined ? {} : { sudo: node.sudo }),
  });
}
