import { expect, it } from 'vitest';
import { withoutLock } from '../../src/upgrade/definitions-without-lock.js';

it('leaves definitions as the server wrote them where no run is under way', () => {
  const text = '{ "global_parameters":[ {"name":"cluster_name","value":"prod"} ], "big": 12345678901234567890 }';
  expect(withoutLock(text)).toBe(text);
});

it('takes the lock and the plan out, and nothing else, and keeps numbers whole', () => {
  const lock = { name: 'rabbitctl_lock', value: { run: 'r' } };
  const plan = { name: 'rabbitctl_plan', value: {} };
  const name = { name: 'cluster_name', value: 'prod' };
  const text = JSON.stringify({ global_parameters: [lock, name, plan], queues: [] }).replace(
    '"queues":[]',
    '"queues":[{"arguments":{"x-max-length":12345678901234567890}}]',
  );
  const kept = withoutLock(text);
  expect(kept).not.toContain('rabbitctl');
  expect(kept).toContain('12345678901234567890');
  expect(JSON.parse(kept)).toMatchObject({ global_parameters: [name] });
});
