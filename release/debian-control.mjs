// DEBIAN/ of the package: what it is, and the sums of its files.
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const maintainer = 'The authors of rabbitctl <rabbitctl@rabbitctl.invalid>';

/** Writes `tree`/DEBIAN, and gives every directory the mode that it is to have. */
export function controlOf(tree, architecture, { version }) {
  const entries = readdirSync(tree, { recursive: true, encoding: 'utf8' }).sort();
  const isFile = (path) => statSync(join(tree, path)).isFile();
  const files = entries.filter(isFile);
  for (const path of entries.filter((entry) => !isFile(entry))) chmodSync(join(tree, path), 0o755);
  chmodSync(tree, 0o755);
  const bytes = files.reduce((sum, path) => sum + statSync(join(tree, path)).size, 0);
  mkdirSync(join(tree, 'DEBIAN'));
  chmodSync(join(tree, 'DEBIAN'), 0o755);
  const put = (name, text) => {
    writeFileSync(join(tree, 'DEBIAN', name), text);
    chmodSync(join(tree, 'DEBIAN', name), 0o644);
  };
  put('control', control(architecture, version, Math.ceil(bytes / 1024)));
  put('md5sums', files.map((path) => `${md5(join(tree, path))}  ${path}\n`).join(''));
}

const control = (architecture, version, size) => `Package: rabbitctl
Version: ${version}
Architecture: ${architecture}
Maintainer: ${maintainer}
Installed-Size: ${size}
Depends: libc6 (>= 2.17)
Recommends: openssh-client
Suggests: bash-completion
Section: net
Priority: optional
Description: RabbitMQ's rabbitmqctl for people who run clusters
 rabbitctl does from any machine what rabbitmqctl does on a node: over the
 Management HTTP API and SSH, without Erlang, its cookie or a broker there.
 Commands, options, output and exit codes are those of the tool of the node's
 own version. Beside them there are operations on whole clusters: rolling
 upgrades and restarts, health, adding and removing nodes.
`;

const md5 = (file) => createHash('md5').update(readFileSync(file)).digest('hex');
