// What a build is made of: dist/build.json, and what `rabbitctl version --client` prints. No time stamps: two builds of one
// commit are the same bytes.
import { execFileSync } from 'node:child_process';
import { readFileSync, realpathSync } from 'node:fs';

/** The version of package.json, and the commit: with `-dirty` where files differ from it, `unknown` outside git. */
export function buildInfo(root) {
  const { version } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'));
  return { version, commit: commitOf(root) };
}

function commitOf(root) {
  const git = (...argv) =>
    execFileSync('git', ['-C', root, ...argv], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  try {
    // A tree without .git may lie inside another repository, whose commit is not ours.
    if (realpathSync(git('rev-parse', '--show-toplevel')) !== realpathSync(root)) return 'unknown';
    const changed = git('status', '--porcelain', '--untracked-files=no') !== '';
    return `${git('rev-parse', 'HEAD')}${changed ? '-dirty' : ''}`;
  } catch {
    return 'unknown';
  }
}

/** When the commit was made, in seconds since 1970, or what SOURCE_DATE_EPOCH says; 0 outside git. */
export function commitTime(root) {
  if (process.env.SOURCE_DATE_EPOCH) return Number(process.env.SOURCE_DATE_EPOCH);
  try {
    return Number(
      execFileSync('git', ['-C', root, 'log', '-1', '--format=%ct'], { stdio: ['ignore', 'pipe', 'ignore'] }),
    );
  } catch {
    return 0;
  }
}
