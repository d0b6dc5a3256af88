import { findLab, type Lab } from '../lab/lab.js';
import { reportToStderr } from '../lab/report.js';
import { startLab } from '../lab/shared-labs.js';
import { sharedPrefix } from '../lab/with-lab.js';
import { recorded } from './recorded.js';

export interface Suite {
  readonly name: string;
  /** RabbitMQ's. Undefined where this machine has no such hosts; `reason` says why. */
  readonly version: string | undefined;
  readonly reason: string;
  /** Hosts that are up already, or at least as many new ones; undefined where Debian's mirror has no such suite. */
  readonly open: (hosts: number) => Promise<OpenLab | undefined>;
}

export interface OpenLab {
  readonly lab: Lab;
  readonly end: () => Promise<void>;
}

/** The first has all rows, the others those whose tool answers otherwise there than on the ones before. */
const usual = ['trixie', 'bookworm', 'bullseye', 'forky'];

/**
 * The suites to compare: all, or those in RABBITCTL_PARITY_SUITES (`bullseye,forky`; `bookworm:b` is the lab of that
 * prefix which is up already, left as it is). Where the shared hosts are too few for the rows, more are started.
 */
export function paritySuites(): readonly Suite[] {
  const chosen = process.env.RABBITCTL_PARITY_SUITES;
  return (chosen ? chosen.split(',') : usual).map((text) => {
    const [name = '', byHand] = text.split(':');
    const { prefix, reason } = byHand === undefined ? sharedPrefix(name) : { prefix: byHand, reason: '' };
    const lab = prefix === undefined ? undefined : findLab(prefix);
    const own = ownHosts(name);
    const known = recorded(name).version;
    if (lab === undefined) return { name, reason, version: canStart() && known ? known : undefined, open: own };
    const open: Suite['open'] = async (hosts) =>
      lab.hosts.length < hosts && canStart() ? own(hosts) : { lab, end: async () => {} };
    return { name, reason, version: known || lab.version, open };
  });
}

/** Who names hosts, or none, wants no others. */
const canStart = (): boolean =>
  process.env.RABBITCTL_LABS === undefined && sharedPrefix(usual[0] ?? '').prefix !== undefined;

const ownHosts = (suite: string) => (hosts: number) =>
  startLab({ suite, hosts, prefix: suite.slice(0, 3) }, (line) => reportToStderr(`  ${line}`));
