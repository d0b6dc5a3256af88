// npm run demo [SUITE]: the main job on three real hosts, from a fresh clone on.
import { command } from '../release/child.mjs';
import { prepare, root } from './prepare.mjs';

await prepare();
await command(process.execPath, ['--import', 'tsx', 'test/demo/demo.ts', ...process.argv.slice(2)], {
  cwd: root,
}).catch(() => {
  process.exitCode = 1;
});
