import { createHash } from 'node:crypto';
import { type AgentKey, agentKeys } from './agent-keys.js';
import { type KeyFile, readKeyFiles } from './key-files.js';
import type { ResolvedHost } from './ssh-config.js';

/** One key to log in with: the agent has it, or a file. */
export interface Identity {
  /** For messages: the path, or the agent's comment. */
  readonly name: string;
  /** The public key in its wire form; undefined for an encrypted file of an old format. */
  readonly blob: Buffer | undefined;
  /** The agent's socket when the agent signs. */
  readonly agent: string | undefined;
  /** The file when we sign. */
  readonly file: KeyFile | undefined;
}

/**
 * The keys for a host in the order of OpenSSH: keys of the agent that the configuration names, the agent's other keys
 * (unless IdentitiesOnly), then key files that the agent does not have.
 */
export async function identitiesFor(
  host: ResolvedHost,
  skip: (name: string, reason: string) => void,
): Promise<Identity[]> {
  const { identityFiles, identityAgent, connectDeadline } = host;
  const [files, held] = await Promise.all([
    readKeyFiles(identityFiles, skip),
    agentKeys(identityAgent, { connectDeadline, skip }),
  ]);
  const usable = held.filter((key) => plainTypes.includes(key.type));
  const named = files.flatMap((file) =>
    usable.filter((key) => file.blob?.equals(key.blob)).map((key) => fromAgent(key, host)),
  );
  const isNamed = (key: AgentKey) => named.some((identity) => identity.blob?.equals(key.blob));
  const others = host.identitiesOnly ? [] : usable.filter((key) => !isNamed(key)).map((key) => fromAgent(key, host));
  const own = files
    .filter((file) => file.isPrivate && !usable.some((key) => file.blob?.equals(key.blob)))
    .map((file) => ({ name: file.path, blob: file.blob, agent: undefined, file }));
  return [...named, ...others, ...own];
}

/** For messages: `ED25519 SHA256:… (name)`. */
export function describeIdentity({ name, blob }: Identity): string {
  if (blob === undefined) return name;
  return `${name} (SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')})`;
}

const plainTypes = ['ssh-ed25519', 'ssh-rsa', 'ecdsa-sha2-nistp256', 'ecdsa-sha2-nistp384', 'ecdsa-sha2-nistp521'];

function fromAgent(key: AgentKey, host: ResolvedHost): Identity {
  return {
    name: `${key.comment || key.type} from the agent`,
    blob: key.blob,
    agent: host.identityAgent,
    file: undefined,
  };
}
