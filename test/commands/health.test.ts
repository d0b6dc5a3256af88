import { expect, test } from 'vitest';
import { ApiUnavailable } from '../../src/api/errors.js';
import command from '../../src/commands/health.js';
import { ConfigError, NotPermitted, UsageError } from '../../src/errors.js';
import { run } from '../cli/world.js';
import { failed, nodeOf, row } from '../health/clusters.js';
import { type Answers, type Given, runCommand } from './fakes.js';

const name = 'rabbit@mq1';

/** What the command prints about a cluster of one node, and its exit code. */
async function health(answers: Answers, { flags, ...given }: Given = {}): Promise<{ code: number; stdout: string }> {
  const { api } = nodeOf(name, [name], { answers });
  const { result, error } = await runCommand(command, {
    ...{ api, apiOnly: true, flags: { skip: undefined, nagios: false, ...flags } },
    ...given,
  });
  if (error !== undefined) throw error;
  if (result?.kind !== 'passed') throw new Error('it prints by itself');
  let stdout = '';
  const code = await result.start((_, chunk) => {
    stdout += Buffer.from(chunk).toString();
  });
  return { code, stdout };
}

const alarm = { 'GET health/checks/alarms': failed({ alarms: [{ node: name, resource: 'memory' }] }) };
const long = { 'GET queues': [{ name: 'a\x1b[31m|b', vhost: '/', type: 'classic', state: 'running', messages: 2000 }] };

test('all is well: 0, and how many checks say so', async () => {
  const { code, stdout } = await health({});
  expect(code).toBe(0);
  expect(stdout.split('\n')[0]).toBe('lab: ok, 1 of 1 node run');
  expect(stdout).toContain('23 checks passed: reach, members,');
  expect(stdout).toContain('not checked\n  · clock: it is read over SSH, which --api-only forbids\n');
});

test('a warning: 1; names that others chose cannot paint', async () => {
  const { code, stdout } = await health(long, { flags: { skip: 'clock' } });
  expect(code).toBe(1);
  expect(stdout).toContain('lab: warning, 1 of 1 node run, 1 warning\n\n  ! queue-length: queues have more than');
  expect(stdout).toContain('a\\e[31m|b (2,000)\n      More or faster consumers');
});

test('critical: 2, the worst first', async () => {
  const { code, stdout } = await health({ ...long, ...alarm });
  expect(code).toBe(2);
  expect(stdout).toMatch(
    /^lab: critical, .*1 critical, 1 warning\n\n {2}✗ alarms rabbit@mq1: .*\n.*\n\n {2}! queue-length/,
  );
});

test('thresholds: of an option, over those of the config file, over what is usual', async () => {
  const config = { 'queue-length': { value: [5000], origin: 'clusters.lab in FILE:3' } };
  expect((await health(long, { health: config })).code).toBe(0);
  expect((await health(long, { health: config, flags: { 'queue-length': [100, 1500] } })).code).toBe(2);
  expect((await health(long, { flags: { 'queue-length': [] } })).code).toBe(0);
});

test('--skip leaves a check out; one that there is not is refused', async () => {
  const { code, stdout } = await health(long, { flags: { skip: 'queue-length, clock' } });
  expect({ code, passed: stdout.includes('queue-length') }).toEqual({ code: 0, passed: false });
  await expect(health({}, { flags: { skip: 'clocks' } })).rejects.toMatchObject({
    message: '--skip: there is no check clocks',
    hint: expect.stringContaining('Did you mean clock?'),
  });
  await expect(health({}, { flags: { skip: 'clocks' } })).rejects.toBeInstanceOf(UsageError);
  const config = { skip: { value: ['clocks'], origin: 'clusters.lab in FILE:3' } };
  await expect(health({}, { health: config })).rejects.toBeInstanceOf(ConfigError);
});

test('JSON', async () => {
  const { code, stdout } = await health({ ...long, ...alarm }, { face: 'json' });
  expect(code).toBe(2);
  expect(JSON.parse(stdout)).toMatchObject({
    ...{ version: 1, cluster: 'lab', level: 'critical' },
    nodes: [
      { name, running: true, answers: true, version: '4.0.5', memory: { used: 119_205_888, limit: 10_110_423_859 } },
    ],
    totals: { connections: 1 },
    findings: [
      { check: 'alarms', level: 'critical', node: name, message: expect.any(String), advice: expect.any(String) },
      { check: 'queue-length', level: 'warning', node: null, value: 2000, names: ['a\x1b[31m|b'] },
    ],
    not_checked: [{ check: 'clock', node: null }],
  });
});

test('a line for Nagios, with what was measured', async () => {
  const flags = { nagios: true, skip: 'clock' };
  const well = await health({}, { flags });
  expect(well.code).toBe(0);
  expect(well.stdout).toMatch(/^RABBITMQ OK - lab: 1 of 1 nodes run; 23 checks passed \| 'nodes'=1 .*'connections'=1 /);
  expect(well.stdout).toContain("'rabbit@mq1 memory'=1.2%;80;95;0;100");
  const { code, stdout } = await health({ ...long, ...alarm }, { flags });
  expect(code).toBe(2);
  expect(stdout).toMatch(
    /^RABBITMQ CRITICAL - lab: 1 of 1 nodes run; rabbit@mq1 has a memory alarm: [^|]*; 1 more \| /,
  );
  expect(stdout.trimEnd().split('\n')).toHaveLength(1);
  const warning = await health(long, { flags });
  expect(warning.stdout).toContain('a\\e[31m/b (2,000)');
});

test('what keeps it from looking is 3 for Nagios, and an error for people', async () => {
  const refused = { 'GET overview': new NotPermitted('mon | is refused') };
  expect(await health(refused, { flags: { nagios: true } })).toEqual({
    code: 3,
    stdout: 'RABBITMQ UNKNOWN - lab: mon / is refused\n',
  });
  await expect(health(refused)).rejects.toBeInstanceOf(NotPermitted);
});

test('a node that does not answer is critical, not an error', async () => {
  const silent = new ApiUnavailable('refused', 'nothing listens on mq1:15672', { reached: false });
  const { code, stdout } = await health({ 'GET nodes': silent });
  expect(code).toBe(2);
  expect(stdout).toContain('✗ reach rabbit@mq1: does not answer: nothing listens on mq1:15672');
});

test('the same on several nodes is one line of text', async () => {
  const view = [
    row(name),
    row('rabbit@mq2', { mem_used: 99, mem_limit: 100 }),
    row('rabbit@mq3', { mem_used: 99, mem_limit: 100 }),
  ];
  const { stdout } = await health({ 'GET nodes': view });
  expect(stdout).toContain('✗ memory rabbit@mq2, rabbit@mq3: uses 99 % of the memory');
});

test.each([
  ['--memory', 'much', '--memory takes a number, two with a comma between them, or off, not "much"'],
  ['--memory', '90,80', 'of memory the warning, 90, must not be above the critical value, 80'],
  ['--disk', '10,20', 'of disk the warning, 10, must not be below the critical value, 20'],
  ['--clock', '1,2,3', 'clock has at most two values'],
])('%s %s is refused before anything is asked', async (option, word, says) => {
  const { code, stderr } = await run(['health', option, word]);
  expect({ code, stderr }).toMatchObject({ code: 64, stderr: expect.stringContaining(says) });
});
