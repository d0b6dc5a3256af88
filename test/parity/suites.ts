import { inject } from 'vitest';
import { findLab, type Lab } from '../lab/lab.js';
import type {} from '../lab/shared-labs.js';

export interface Suite {
  readonly name: string;
  /** Undefined where this machine has no such hosts; `reason` says why. */
  readonly lab: Lab | undefined;
  readonly reason: string;
}

/**
 * The suites to compare: bookworm and trixie, or those in RABBITCTL_PARITY_SUITES (`bullseye,forky`, of labs in RABBITCTL_LABS;
 * `bookworm:b` is the lab of that prefix which is up already, left as it is).
 */
export function paritySuites(): readonly Suite[] {
  const { prefixes, reason } = inject('sharedLabs');
  return (process.env.RABBITCTL_PARITY_SUITES || 'bookworm,trixie').split(',').map((text) => {
    const [name = '', prefix = prefixes[name]] = text.split(':');
    return { name, lab: prefix ? findLab(prefix) : undefined, reason };
  });
}
