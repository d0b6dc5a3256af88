import { describe, expect, it } from 'vitest';
import command from '../../src/commands/rolling-upgrade.js';
import { run } from '../cli/world.js';

describe('rolling-upgrade', () => {
  it('asks its own questions, and stops in order on Ctrl-C', () => {
    expect(command.definition).toMatchObject({ stopsInOrder: true, section: 'whole_cluster' });
  });

  it.each([
    [['rolling-upgrade'], 'to which version?'],
    [['rolling-upgrade', 'plan'], 'to which version?'],
    [['rolling-upgrade', 'upgrade', '--to', '4.0.9'], 'there is no upgrade here'],
    [['rolling-upgrade', '--to', '4.0.9', '--cold-backup'], '--cold-backup needs --backup-dir'],
    [['rolling-upgrade', '--to', '4.0.9', '--packages', 'command'], '--packages command needs'],
    [['rolling-upgrade', '--to', '4.0.9', '--install-command', 'x'], 'commands of your own need --packages command'],
    [['rolling-upgrade', '--to', '4.0.9', '--canary', '0'], '--canary is at least 1'],
    [['rolling-upgrade', '--to', '4.0.9', '--state-timeout', 'instal=3'], 'there is no state instal'],
    [['rolling-upgrade', '--to', '4.0.9', '--state-timeout', 'install'], 'takes STATE=SECONDS'],
    [['rolling-upgrade', '--to', '4.0.9', '--hook-before', "'open"], 'a quote is not closed'],
    [['rolling-upgrade', '--to', '4.0.9', '--hook-before', '["a",1]'], 'this is not an array of words'],
    [['rolling-upgrade', '--to', '4.0.9', '--feature-flags', 'all'], '--feature-flags takes one of'],
  ])('%j is refused before any connection', async (argv, message) => {
    const { code, stderr, stdout } = await run(argv);
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
    expect(stderr).toContain(message);
  });

  it('says which state may have been meant', async () => {
    const { stderr } = await run(['rolling-upgrade', '--to', '4.0.9', '--state-timeout', 'instal=3']);
    expect(stderr).toContain('Did you mean install?');
  });
});
