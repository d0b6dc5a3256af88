import type { ConfigSection } from './config-section.js';
import type { OAuthClient, OutsideSource, PasswordSource, TokenSource } from './layer.js';

export const passwordKeys = ['password', 'password_env', 'password_file', 'password_command'] as const;
export const tokenKeys = ['token_env', 'token_file', 'token_command', 'oauth'] as const;
const secretKeys = ['client_secret_env', 'client_secret_file', 'client_secret_command'] as const;

/** Where a section says that the password is, and the key that says it. */
export function passwordOf(section: ConfigSection): [PasswordSource, string] | [] {
  const key = onlyOne(section, passwordKeys);
  if (key === 'password') return [{ from: 'text', text: section.text(key) ?? '' }, key];
  return key === undefined ? [] : [outside(section, key), key];
}

/** Where a section says that a token is, and the key that says it. */
export function tokenOf(section: ConfigSection): [TokenSource, string] | [] {
  const key = onlyOne(section, tokenKeys);
  if (key === undefined) return [];
  const client = key === 'oauth' ? section.child(key) : undefined;
  return [client === undefined ? outside(section, key) : { from: 'oauth', client: oauthClient(client) }, key];
}

function oauthClient(section: ConfigSection): OAuthClient {
  section.allow(
    ...['flow', 'issuer', 'token_url', 'device_url', 'client_id', ...secretKeys, 'client_auth'],
    ...['scopes', 'audience', 'ca'],
  );
  const secret = onlyOne(section, secretKeys);
  const flow = section.oneOf('flow', ['client_credentials', 'device_code']);
  const clientId = section.text('client_id');
  const [issuer, tokenUrl, deviceUrl] = ['issuer', 'token_url', 'device_url'].map((key) => urlOf(section, key));
  if (clientId === undefined) throw section.error('client_id', 'client_id is missing');
  const chosen = flow ?? (secret === undefined ? 'device_code' : 'client_credentials');
  if (chosen === 'client_credentials' && secret === undefined) {
    throw section.error('flow', `client_credentials needs ${secretKeys.join(', ')}`);
  }
  if (issuer === undefined && (tokenUrl === undefined || (chosen === 'device_code' && deviceUrl === undefined))) {
    const needed = chosen === 'device_code' ? 'token_url and device_url' : 'token_url';
    throw section.error('issuer', `issuer is missing, or ${needed}`);
  }
  const [audience, ca] = [section.text('audience'), section.path('ca')];
  return {
    flow: chosen,
    clientId,
    clientAuth: section.oneOf('client_auth', ['basic', 'post']) ?? 'basic',
    scopes: section.texts('scopes') ?? [],
    ...(issuer !== undefined && { issuer }),
    ...(tokenUrl !== undefined && { tokenUrl }),
    ...(deviceUrl !== undefined && { deviceUrl }),
    ...(secret !== undefined && { clientSecret: outside(section, secret) }),
    ...(audience !== undefined && { audience }),
    ...(ca !== undefined && { ca }),
  };
}

function urlOf(section: ConfigSection, key: string): string | undefined {
  const text = section.text(key);
  const url = text !== undefined && URL.canParse(text) ? new URL(text) : undefined;
  if (text === undefined) return undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.username !== '' || url.hash !== '') {
    throw section.error(key, `${key} must be a URL such as https://sso.example.com/realms/mq`);
  }
  return text;
}

function onlyOne<K extends string>(section: ConfigSection, keys: readonly K[]): K | undefined {
  const [key, second] = keys.filter((name) => section.keys.includes(name));
  if (second !== undefined) throw section.error(second, `${key} and ${second} exclude each other`);
  return key;
}

/** What ends in `_env`, `_file` or `_command`. */
function outside(section: ConfigSection, key: string): OutsideSource {
  if (key.endsWith('_env')) return { from: 'environment', variable: section.text(key) ?? '' };
  if (key.endsWith('_file')) return { from: 'file', file: section.path(key) ?? '' };
  return { from: 'command', argv: section.argv(key) ?? [] };
}
