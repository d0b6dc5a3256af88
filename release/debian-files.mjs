// What the Debian package lays down, without DEBIAN/.
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { command } from './child.mjs';
import { maintainer } from './debian-control.mjs';

const completions = {
  bash: 'usr/share/bash-completion/completions/rabbitctl',
  zsh: 'usr/share/zsh/vendor-completions/_rabbitctl',
  fish: 'usr/share/fish/vendor_completions.d/rabbitctl.fish',
};

/** Fills `tree` with the executable and all that is said about it. */
export async function layOut(root, tree, executable, info) {
  const put = (path, content, mode = 0o644) => {
    const file = join(tree, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    chmodSync(file, mode);
  };
  mkdirSync(join(tree, 'usr/bin'), { recursive: true });
  copyFileSync(executable, join(tree, 'usr/bin/rabbitctl'));
  chmodSync(join(tree, 'usr/bin/rabbitctl'), 0o755);

  await manualPages(root, put);
  for (const [shell, path] of Object.entries(completions)) {
    put(path, execFileSync(process.execPath, [`${root}/bin/run.js`, 'completion', shell], { encoding: 'utf8' }));
  }
  const doc = 'usr/share/doc/rabbitctl';
  put(`${doc}/copyright`, copyright(readFileSync(join(dirname(executable), 'licences.txt'), 'utf8')));
  put(`${doc}/changelog.gz`, gzipSync(readFileSync(`${root}/CHANGELOG.md`), { level: 9 }));
  put(`${doc}/changelog.Debian.gz`, gzipSync(changelog(info), { level: 9 }));
  put('usr/share/lintian/overrides/rabbitctl', overrides);
}

const overrides = `# Its script lies behind the program: stripped it is bun alone.
rabbitctl: unstripped-binary-or-object [usr/bin/rabbitctl]
# How Bun's runtime is linked, and what its words are taken for.
rabbitctl: embedded-library libjpeg [usr/bin/rabbitctl]
rabbitctl: hardening-no-pie [usr/bin/rabbitctl]
rabbitctl: hardening-no-relro [usr/bin/rabbitctl]
# Asked of nodes, over SSH.
rabbitctl: uses-dpkg-database-directly [usr/bin/rabbitctl]
`;

async function manualPages(root, put) {
  // They are made of the sources, and the completion's words of the build.
  for (const script of ['build', 'man']) {
    await command('npm', ['run', '--silent', script], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  }
  for (const name of readdirSync(`${root}/dist/man`).sort()) {
    put(`usr/share/man/man1/${name}.gz`, gzipSync(readFileSync(`${root}/dist/man/${name}`), { level: 9 }));
  }
}

const changelog = ({ version, commit, time }) =>
  `rabbitctl (${version}) unstable; urgency=medium

  * Built from ${commit}.
    changelog.gz tells what changed.

 -- ${maintainer}  ${new Date(time * 1000).toUTCString().replace('GMT', '+0000')}
`;

const copyright = (licences) => `Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: rabbitctl

Files: *
Copyright: the authors of rabbitctl
License: Apache-2.0
 On Debian systems the text is in /usr/share/common-licenses/Apache-2.0.

Comment: The executable has the runtime of Bun (MIT), with JavaScriptCore (LGPL-2) and others inside: see
 https://bun.com/docs/project/licensing, and the following.
${licences
  .split('\n')
  .map((line) => (line === '' ? ' .' : ` ${line}`))
  .join('\n')}
`;
