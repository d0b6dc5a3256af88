import { afterAll, beforeAll, expect, test } from 'vitest';
import { packagesOf, patchedPackages, presentPackages } from '../lab/packages.js';
import { bringRepositoryBack, publish, takeRepositoryDown } from '../lab/repository.js';
import { withLab } from '../lab/with-lab.js';

withLab('trixie', 'a repository of the hosts', (lab) => {
  const apt = (...argv: string[]) => lab().hosts[0]?.run(['apt-get', '--yes', '-q', ...argv]);
  const versions = async () =>
    (await lab().hosts[0]?.run(['apt-cache', 'madison', 'rabbitmq-server']))?.stdout.match(/\S+(?= \| file:)/g);

  beforeAll(async () => {
    const own = [...(await presentPackages('trixie')), ...(await patchedPackages('trixie'))];
    await publish(lab(), [...own, ...(await packagesOf('trixie', 'forky'))]);
  });
  afterAll(() => bringRepositoryBack(lab()));

  test('has the present version, higher revisions of it, and a later release', async () => {
    const [later, patch2, patch1, broken, present, ...others] = (await versions()) ?? [];
    expect([patch2, patch1, broken]).toEqual(['+patch2', '+patch1', '+broken'].map((ending) => `${present}${ending}`));
    expect(present).toMatch(/^4\.0\./);
    expect(later).toMatch(/^4\.[3-9]\./);
    expect(others).toEqual([]);
  });

  test('has everything that any of them needs, without a network', async () => {
    for (const version of (await versions()) ?? []) {
      expect(await apt('install', '--download-only', '--allow-downgrades', `rabbitmq-server=${version}`)).toMatchObject(
        {
          code: 0,
        },
      );
    }
  });

  test('can be down: its versions are known, and cannot be had', async () => {
    const [later] = (await versions()) ?? [];
    const fetchLater = () => apt('install', '--download-only', `rabbitmq-server=${later}`);
    await apt('clean');
    takeRepositoryDown(lab());
    expect((await versions())?.[0]).toBe(later);
    const refused = await fetchLater();
    expect(refused).toMatchObject({ code: 100 });
    expect(refused?.stderr).toContain('File not found');
    bringRepositoryBack(lab());
    expect(await fetchLater()).toMatchObject({ code: 0 });
  });
});
