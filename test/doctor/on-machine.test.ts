import { expect, test } from 'vitest';
import type { Facts, Machine } from '../../src/doctor/machine.js';
import { onMachine } from '../../src/doctor/on-machine.js';
import type { BrokerProbe } from '../../src/ssh/broker-service.js';

const well: Facts = {
  ...{ cookieOwner: 'rabbitmq 400', cookieHash: 'c0', version: '4.0.5-5' },
  ...{ epmd: new Map([['rabbit', 25_672]]), diskFree: 80e9, diskPercent: 40 },
};
const active: BrokerProbe = { service: 'active', instance: 'b:1:2', startedAt: 1, processes: 1, registered: true };

function told({
  facts,
  probe,
  ...more
}: { facts?: Partial<Facts>; probe?: Partial<BrokerProbe> } & Partial<Omit<Machine, 'facts' | 'probe'>> = {}) {
  const machine = { items: [], facts: { ...well, ...facts }, probe: { ...active, ...probe }, ...more };
  return onMachine('rabbit@mq3', machine)
    .items.filter(({ state }) => state !== 'ok')
    .map(({ state, name, says }) => `${state} ${name}: ${says}`);
}

test('all is well', () => {
  expect(told({ log: '2026-11-29 [info] fine\n', clock: { offset: 0.2, within: 0.1 } })).toEqual([]);
});

test.each([
  [{ facts: { cookieOwner: 'root 400' } }, 'failed cookie: .erlang.cookie belongs to root: the node cannot read it'],
  [
    { facts: { cookieOwner: 'rabbitmq 644' } },
    'failed cookie: .erlang.cookie has mode 644: Erlang wants nobody else to read it',
  ],
  [{ facts: { cookieOwner: undefined } }, 'failed cookie: the user rabbitmq has no .erlang.cookie'],
  [{ facts: { diskFree: 1e6, diskPercent: 100 } }, 'failed disk: 1 MB free where its data are, 100 % in use'],
  [{ facts: { diskFree: 900e6, diskPercent: 97 } }, 'warning disk: 900 MB free where its data are, 97 % in use'],
  [{ facts: { version: undefined } }, 'warning package: no package rabbitmq-server is installed'],
  [{ facts: { epmd: new Map([['hare', 25_672]]) } }, 'failed epmd: knows hare and not rabbit'],
  [
    { probe: { service: 'failed', result: 'exit-code', processes: 0 } },
    'failed service: rabbitmq-server is failed (exit-code)',
  ],
  [{ probe: { service: 'inactive', processes: 0 } }, 'failed service: rabbitmq-server is inactive'],
  [{ probe: { service: 'unknown', processes: 1 } }, 'skipped service: not run by systemd'],
  [
    { probe: { service: 'unknown', processes: 0 } },
    'failed service: no broker runs there, and there is no systemd to ask why',
  ],
  [{ clock: { offset: -30, within: 0.1 } }, 'warning clock: 29.9 s behind this machine'],
] as const)('%#: %j', (found, line) => {
  expect(told(found)).toEqual([line]);
});

test('the last errors of the log, and what they mean when it does not run', () => {
  const log = '2026-11-29 [info] fine\n2026-11-29 [error] <0.9.0> {eaddrinuse, 5672}\nBOOT FAILED\n';
  expect(told({ log })).toEqual([
    'warning log: errors at its end:\n2026-11-29 [error] <0.9.0> {eaddrinuse, 5672}\nBOOT FAILED',
  ]);
  const [, item] = onMachine('rabbit@mq3', {
    items: [],
    probe: { ...active, service: 'failed', processes: 0 },
    log,
  }).items;
  expect(item).toMatchObject({ state: 'failed', name: 'log', advice: 'By these words a port is taken.' });
});
