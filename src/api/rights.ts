import { AccessRefused } from './errors.js';

/** A permission that a request needs over something in a virtual host. */
export interface Right {
  readonly right: 'configure' | 'write' | 'read';
  readonly of: 'queue' | 'exchange';
  readonly name: string;
}

/** Says which permissions are needed where the server only says that access is refused. */
export async function orNamesRights<T>(request: Promise<T>, vhost: string, rights: readonly Right[]): Promise<T> {
  try {
    return await request;
  } catch (error) {
    if (!(error instanceof AccessRefused)) throw error;
    const { username, message } = error;
    throw new AccessRefused(message, { username, hint: hintOf(username, vhost, rights), cause: error });
  }
}

function hintOf(username: string | undefined, vhost: string, rights: readonly Right[]): string {
  const own = rights.find(({ right, name }) => right === 'configure' && isServers(name));
  if (own !== undefined) return `${own.of} "${own.name}" is the server's own: nobody may change it`;
  if (username === undefined) {
    const scopes = rights.map(({ right, name }) => `rabbitmq.${right}:${vhost}/${name === '' ? 'amq.default' : name}`);
    return `the token needs a scope such as ${scopes.join(' and ')}`;
  }
  const needed = rights.map(({ right, of, name }) => `${right} for ${of} ${name === '' ? 'amq.default' : `"${name}"`}`);
  return [
    `user "${username}" needs in virtual host "${vhost}" the permission ${needed.join(' and ')}`,
    `rabbitctl list_user_permissions ${username} shows what it has, set_permissions -p ${vhost} ${username} CONFIGURE WRITE READ sets it`,
  ].join('\n');
}

const isServers = (name: string): boolean => name === '' || name.startsWith('amq.');
