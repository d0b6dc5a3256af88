import { createHash } from 'node:crypto';
import { homedir, hostname as localHostname, userInfo } from 'node:os';

/** What the tokens of ssh_config stand for. */
export interface Tokens {
  readonly alias: string;
  readonly hostname: string;
  readonly port: number;
  readonly user: string;
  readonly hostKeyAlias?: string | undefined;
}

/** A path of ssh_config: `~`, `%` tokens and `${VARIABLE}` replaced, as ssh_config(5) TOKENS has it. */
export function expandPath(path: string, tokens: Tokens): string {
  const home = path === '~' || path.startsWith('~/') ? `${homedir()}${path.slice(1)}` : path;
  const withVariables = home.replace(/\$\{(\w+)\}/g, (whole, name: string) => process.env[name] ?? whole);
  return expandTokens(withVariables, tokens);
}

/** A line of ssh_config with its `%` tokens replaced. Tokens that OpenSSH does not know stay as they are. */
export function expandTokens(text: string, tokens: Tokens): string {
  return text.replace(/%(.)/g, (whole, letter: string) => tokenValue(letter, tokens) ?? whole);
}

function tokenValue(letter: string, { alias, hostname, port, user, hostKeyAlias }: Tokens): string | undefined {
  switch (letter) {
    case '%':
      return '%';
    case 'h':
      return hostname;
    case 'n':
      return alias;
    case 'p':
      return String(port);
    case 'r':
      return user;
    case 'k':
      return hostKeyAlias ?? alias;
    case 'd':
      return homedir();
    case 'u':
      return userInfo().username;
    case 'i':
      return String(userInfo().uid);
    case 'l':
      return localHostname();
    case 'L':
      return localHostname().split('.')[0];
    case 'C':
      return createHash('sha1').update(`${localHostname()}${hostname}${port}${user}`).digest('hex');
    default:
      return undefined;
  }
}
