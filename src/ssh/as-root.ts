import { type CliError, NotPermitted, Unavailable } from '../errors.js';
import type { Host, Output, RunOptions } from './host.js';

/**
 * Runs a program as root: as it is when the login is root's, else through `sudo -n`. Its exit code is an answer.
 * @throws NotPermitted (sudo says no, or wants a password), Unavailable (no sudo), and what Host.run throws
 */
export async function runAsRoot(host: Host, argv: readonly string[], options: RunOptions = {}): Promise<Output> {
  const output = await host.run(asRootArgv(argv), options);
  const complaint = output.stderr.trim().split('\n').at(-1) ?? '';
  if (output.code === cannot && complaint.startsWith(word)) throw refused(host.name, complaint, argv[0] ?? '');
  return output;
}

/** The argv that does so, for output that is too large to be collected. */
export const asRootArgv = (argv: readonly string[]): string[] => ['sh', '-c', asRootScript, 'rabbitctl', ...argv];

const word = 'rabbitctl-cannot:';
const cannot = 69;

/** LANG before sudo, whose messages are read here; what sudo refuses is told apart from what the program says by asking first. */
export const asRootScript = `
cannot() { echo "${word} $*" >&2; exit ${cannot}; }
cd / || exit
unset LC_ALL LC_MESSAGES LANGUAGE
LANG=C.UTF-8; export LANG
PATH=$PATH:/usr/sbin:/sbin; export PATH
[ "$(id -u)" = 0 ] && exec "$@"
command -v sudo >/dev/null 2>&1 || cannot sudo-missing
said=$(sudo -n -l -- "$1" 2>&1 >/dev/null) || cannot "\${said:-sudo does not allow $1}"
exec sudo -n -- "$@"
`;

function refused(host: string, complaint: string, program: string): CliError {
  const said = complaint.slice(word.length).trim();
  if (said === 'sudo-missing') {
    return new Unavailable(`${host} has no sudo, and this needs root`, {
      hint: 'Log in as root (ssh.user), or install sudo there.',
    });
  }
  const password = /password|terminal/.test(said);
  return new NotPermitted(
    `sudo on ${host} ${password ? 'wants a password before it runs' : 'does not allow'} ${program}`,
    {
      hint: `${said}\nAllow it there, in /etc/sudoers.d: USER ALL=(ALL) NOPASSWD: ALL\nOr log in as root (ssh.user).`,
    },
  );
}
