import { randomBytes } from 'node:crypto';

/** `20261125-071500-a1b2`: sorts by time (UTC), and is part of the names of systemd units. */
export function newRunId(now: number): string {
  const time = new Date(now).toISOString().replaceAll(/[-:]/g, '').replace('T', '-').slice(0, 15);
  return `${time}-${randomBytes(2).toString('hex')}`;
}
