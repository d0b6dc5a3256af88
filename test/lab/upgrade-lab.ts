import type { TestProject } from 'vitest/node';
import { startShared } from './shared-labs.js';

/** The hosts on which most tests of rolling operations run, one after the other. */
export default function setup(project: TestProject): Promise<() => Promise<void>> {
  return startShared(project, process.env.RABBITCTL_LABS ?? 'trixie:3:u');
}
