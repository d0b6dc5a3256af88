import type { TestProject } from 'vitest/node';
import { SuiteUnavailable } from './base-system.js';
import { labUnavailable } from './debian-packages.js';
import { findLab, type Lab, upLab } from './lab.js';
import { readRecord } from './lab-record.js';
import { type Report, reportToStderr, stopwatch } from './report.js';

/** What tests are told about the hosts that all of them share; read it with `withLab`. */
export interface SharedLabs {
  /** Prefixes by suite: one for each worker that runs tests. */
  readonly prefixes: Readonly<Record<string, readonly string[]>>;
  /** Why there are none, by suite or for all. */
  readonly reason: string;
}

declare module 'vitest' {
  export interface ProvidedContext {
    sharedLabs: SharedLabs;
  }
}

/** One suite, how many hosts, and their prefix: `bookworm:3:b`. */
export interface Wanted {
  readonly suite: string;
  readonly hosts: number;
  readonly prefix: string;
}

/** For each of two workers; of the first and the last suite only what the parity table needs most. */
const usual = ['', 'x']
  .flatMap((second) => ['trixie:3:t', 'bookworm:3:b', 'bullseye:1:l', 'forky:1:f'].map((lab) => `${lab}${second}`))
  .join(',');

/** Vitest calls this once before the first test with hosts, and what it returns after the last. */
export default function setup(project: TestProject): Promise<() => Promise<void>> {
  return startShared(project, process.env.RABBITCTL_LABS ?? usual);
}

/** `bookworm:3:b,trixie:3:t`: suites, how many hosts, and their prefixes; empty means none. */
export async function startShared(project: TestProject, labs: string): Promise<() => Promise<void>> {
  const reason = labUnavailable();
  if (reason) {
    reportToStderr(`tests with hosts are skipped: this machine ${reason}`);
    project.provide('sharedLabs', { prefixes: {}, reason });
    return async () => {};
  }
  const seconds = stopwatch();
  const report: Report = (line) => reportToStderr(`  ${line}`);
  const outcomes = await Promise.allSettled(wantedLabs(labs).map((wanted) => startLab(wanted, report)));
  const started = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? (outcome.value ?? []) : []));
  const down = async () => {
    await Promise.all(started.map(({ end }) => end()));
  };
  const failure = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failure) {
    await down();
    throw failure.reason;
  }
  report(`${started.reduce((sum, { lab }) => sum + lab.hosts.length, 0)} hosts are up (${seconds()})`);
  const prefixes = Object.fromEntries(
    started.map(({ lab: { suite } }) => [
      suite,
      started.filter(({ lab }) => lab.suite === suite).map(({ lab }) => lab.prefix),
    ]),
  );
  project.provide('sharedLabs', { prefixes, reason: 'has no such hosts' });
  return down;
}

function wantedLabs(labs: string): Wanted[] {
  return labs
    .split(',')
    .filter((text) => text !== '')
    .map((text) => {
      const [suite = '', hosts = '3', prefix = suite.slice(0, 2)] = text.split(':');
      return { suite, hosts: Number(hosts), prefix };
    });
}

export interface Started {
  readonly lab: Lab;
  /** Takes down what was started for this; a lab started by hand stays up. */
  readonly end: () => Promise<void>;
}

/** The lab with this prefix if somebody started one by hand, else a new one; undefined where the suite cannot be had. */
export async function startLab({ suite, hosts, prefix }: Wanted, report: Report): Promise<Started | undefined> {
  const byHand = readRecord(prefix);
  const lab = findLab(prefix);
  if (lab && byHand && !byHand.owner && byHand.suite === suite && byHand.hosts.length >= hosts) {
    report(`${prefix}: the lab started by hand is used, and stays up`);
    await lab.reset();
    return { lab, end: async () => {} };
  }
  try {
    const fresh = await upLab({ suite, hosts, prefix: lab ? freePrefix(prefix) : prefix, report });
    await Promise.all(fresh.hosts.map((host) => host.calmTools()));
    return { lab: fresh, end: fresh.down };
  } catch (error) {
    if (!(error instanceof SuiteUnavailable)) throw error;
    report(error.message);
    return undefined;
  }
}

/** Somebody else's lab has the name: another test run, say. */
function freePrefix(prefix: string): string {
  return readRecord(prefix) ? freePrefix(`${prefix}${prefix[0]}`) : prefix;
}
