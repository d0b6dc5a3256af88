import { describe } from 'vitest';
import { withLab } from '../lab/with-lab.js';
import { describeSshd } from './sshd-of-hosts.js';

// OpenSSH 9.2 and 10.0; those of Debian 11 and of what comes after 13 are in test/upgrade-hosts/mirrored-release.test.ts and khepri-release.test.ts.
describe.each(['bookworm', 'trixie'])('%s', (suite) => withLab(suite, 'ssh2 and the system’s ssh', describeSshd));
