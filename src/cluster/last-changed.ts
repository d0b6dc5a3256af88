/**
 * When a shovel or a link last changed, as the real tool says it: `2026-11-28 04:30:02`. HTTP leaves the zero of the hour
 * away (rabbit_mgmt_format's `~w` against the `~2..0B` of the CLI plugins).
 */
export const lastChanged = (timestamp: string): string => timestamp.replace(/ (\d):/, ' 0$1:');
