import type { Lab } from '../lab/lab.js';
import type { LabHost } from '../lab/lab-host.js';

/** The last two hosts of a lab: enough for most tests here. */
export function lastHosts({ prefix, hosts }: Lab): [LabHost, LabHost] {
  const [one, other] = hosts.slice(-2);
  if (!one || !other) throw new Error(`lab ${prefix} has fewer than two hosts`);
  return [one, other];
}
