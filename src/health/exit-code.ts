import type { Level } from './finding.js';

/** The command's exit code, which is what Nagios takes for its states. */
export const exitCodeOf: Readonly<Record<Level, number>> = { ok: 0, warning: 1, critical: 2 };
