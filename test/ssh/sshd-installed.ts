import { installWithoutStarting, labUnavailable } from '../lab/debian-packages.js';
import { reportToStderr } from '../lab/report.js';

/** Vitest calls this before the unit tests: those over a real sshd start one of their own, and need its program. */
export default async function setup(): Promise<void> {
  if (labUnavailable()) return;
  await installWithoutStarting(['openssh-server', 'openssh-client', 'openssl'], 'ssh', reportToStderr);
}
