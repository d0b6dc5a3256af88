import type { TestProject } from 'vitest/node';
import { startShared } from './shared-labs.js';

/** The hosts on which most tests of rolling operations run: three for each of two workers. */
export default function setup(project: TestProject): Promise<() => Promise<void>> {
  return startShared(project, process.env.RABBITCTL_LABS ?? 'trixie:3:u,trixie:3:v');
}
