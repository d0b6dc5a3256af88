import type { ChildProcess } from 'node:child_process';
import { expect } from 'vitest';
import type { RunEvent } from '../../src/upgrade/event.js';
import type { LabHost } from '../lab/lab-host.js';
import { installedOn, installsOn, startsOn } from './cluster-of-lab.js';
import type { Ran, UpgradeOperator } from './upgrade-operator.js';

/** An event of a run, of whichever node when none is named. */
export interface Moment {
  readonly event: RunEvent['event'];
  readonly state?: string;
  readonly host?: LabHost;
}

export function isAt(now: RunEvent, { event, state, host }: Moment): boolean {
  if (now.event !== event) return false;
  const told = now as { readonly state?: string; readonly node?: string };
  return (state === undefined || told.state === state) && (host === undefined || told.node === host.node);
}

/** Makes a fault at the first such moment. The run stands still meanwhile: it might be over before the fault is there. */
export async function runWithFault(
  operator: UpgradeOperator,
  argv: readonly string[],
  moment: Moment,
  fault: (node: string | undefined) => Promise<unknown>,
): Promise<Ran> {
  return runAndAct(operator, argv, moment, async (child, node) => {
    child.kill('SIGSTOP');
    try {
      await fault(node);
    } finally {
      child.kill('SIGCONT');
    }
  });
}

/** Does something at the first such moment, while the run goes on. */
export async function runAndAct(
  operator: UpgradeOperator,
  argv: readonly string[],
  moment: Moment,
  act: (child: ChildProcess, node: string | undefined) => Promise<unknown>,
): Promise<Ran> {
  let acted: Promise<unknown> | undefined;
  const running = operator.start(argv, (now, child) => {
    if (acted !== undefined || !isAt(now, moment)) return;
    acted = act(child, 'node' in now ? now.node : undefined);
    // Told where it is awaited.
    acted.catch(() => {});
  });
  const ran = await running.ended;
  expect({ reached: acted !== undefined, blockers: blockersOf(ran) }, ran.stderr).toEqual({
    reached: true,
    blockers: [],
  });
  await acted;
  return ran;
}

/** It has ended with 75 for that reason, at that node; says what it said last. */
export function pausedIn(ran: Ran, reason: string, host?: LabHost): Extract<RunEvent, { readonly event: 'ended' }> {
  const ended = ran.events.at(-1);
  expect({ ended, blockers: blockersOf(ran) }, ran.stderr).toMatchObject({
    blockers: [],
    ended: { event: 'ended', outcome: 'paused', reason, ...(host !== undefined && { node: host.node }) },
  });
  expect(ran.code).toBe(75);
  if (ended?.event !== 'ended') throw new Error('it has not ended');
  return ended;
}

export function expectDone(ran: Ran): void {
  const last = ran.events.at(-1);
  // Why it is not, which the comparison leaves out.
  const why = last?.event === 'ended' ? `${last.message} ` : '';
  expect(last, why + ran.stderr).toMatchObject({ event: 'ended', outcome: 'done' });
  expect(ran.code).toBe(0);
}

/** Whatever a run does to a host's broker: how often it was started, how often installed, and what is there. */
export async function touchesOf(host: LabHost) {
  return { starts: await startsOn(host), installs: await installsOn(host), installed: await installedOn(host) };
}

const blockersOf = ({ events }: Ran) =>
  events.filter((event) => event.event === 'verdict' && event.level === 'blocker');
