import { CheckFailed } from '../../errors.js';
import { asRootArgv, runAsRoot } from '../../ssh/as-root.js';
import type { AskedMember } from '../member.js';
import type { ConfigurationFile } from './manifest.js';

/** The files that configure one node, as they are on its machine. */
export interface NodeFiles {
  readonly files: readonly ConfigurationFile[];
  /** Private keys and certificates, which are not read. */
  readonly leftOut: readonly string[];
}

/**
 * What is in /etc/rabbitmq, and the files elsewhere that the broker says it reads. `paths` alone, where they are given: one
 * that is not there is missing in the answer. Throws CheckFailed, and what `runAsRoot` throws.
 */
export async function configurationFiles(
  { node, name }: AskedMember,
  { withSecrets, read = [], paths }: { withSecrets: boolean; read?: readonly string[]; paths?: readonly string[] },
): Promise<NodeFiles> {
  const argv = ['sh', '-c', listScript, 'rabbitctl', paths === undefined ? 'all' : 'these', ...(paths ?? read)];
  const { stdout, stderr, code } = await runAsRoot(node.host, argv, { deadline: 60_000 });
  if (code !== 0)
    throw new CheckFailed(`the configuration of ${name} cannot be read`, { node: name, hint: stderr.trim() });
  const found = stdout.split('\n').flatMap((line) => {
    const [, kind, sha256, path] = /^(plain|key) ([0-9a-f]{64}) [ *](.*)$/.exec(line) ?? [];
    return sha256 === undefined || path === undefined ? [] : [{ isKey: kind === 'key', path, sha256 }];
  });
  const taken = found.filter(({ isKey }) => withSecrets || !isKey);
  return {
    files: taken.map(({ path, sha256 }) => ({ path, sha256 })),
    leftOut: found.filter((file) => !taken.includes(file)).map(({ path }) => path),
  };
}

/** These files as a gzipped tar, with owners and modes. Throws CheckFailed, and what Host.run throws. */
export async function archiveOfFiles({ node, name }: AskedMember, paths: readonly string[]): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let said = '';
  const argv = ['tar', '-C', '/', '-czhf', '-', '--', ...paths.map((path) => path.replace(/^\/+/, ''))];
  const { code } = await node.host.run(asRootArgv(argv), {
    deadline: 120_000,
    onOutput: (stream, chunk) => {
      if (stream === 'stdout') pieces.push(Buffer.from(chunk));
      else said += Buffer.from(chunk).toString();
    },
  });
  if (code === 0) return Buffer.concat(pieces);
  throw new CheckFailed(`the configuration of ${name} cannot be copied: tar ended with ${code}`, {
    node: name,
    hint: said.trim(),
  });
}

/** Unpacks such an archive over what is there. Throws CheckFailed, and what `runAsRoot` throws. */
export async function putFiles({ node, name }: AskedMember, archive: Uint8Array): Promise<void> {
  const argv = ['sh', '-c', putScript];
  const { code, stderr } = await runAsRoot(node.host, argv, { deadline: 120_000, input: archive });
  if (code === 0) return;
  throw new CheckFailed(`the configuration of ${name} cannot be written: tar ended with ${code}`, {
    node: name,
    hint: stderr.trim(),
  });
}

// $1 is all or these, the rest are paths. A key is told by what is in it, or by its name. A certificate
// goes with its key: an old one beside a new key stops TLS at the next start.
const listScript = `
mode=$1; shift
{
  [ "$mode" = these ] || find -L /etc/rabbitmq -type f 2>/dev/null
  for file; do if [ -f "$file" ]; then printf '%s\\n' "$file"; fi; done
} | sort -u | while IFS= read -r file; do
  kind=plain
  case $file in *.key | *.crt | *.cer | *.der | *.p12 | *.pfx | *.jks) kind=key;; esac
  if grep -q -e 'PRIVATE KEY-----' -e 'BEGIN CERTIFICATE-----' -- "$file"; then kind=key; fi
  printf '%s ' "$kind"; sha256sum -- "$file" || exit
done
`;

// A link would become a file, and whoever renews what it points to would do so for nobody.
const putScript = `
archive=$(mktemp) || exit
trap 'rm -f -- "$archive"' EXIT
cat > "$archive" && files=$(tar -tzf "$archive") || exit
links=$(printf '%s\\n' "$files" | while IFS= read -r file; do if [ -L "/$file" ]; then echo "/$file"; fi; done)
[ -z "$links" ] || { echo "nothing was written, for these are links there now: $links" >&2; exit 1; }
tar -C / -xzpf "$archive"
`;
