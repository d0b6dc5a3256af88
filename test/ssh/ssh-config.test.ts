import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConfigError } from '../../src/errors.js';
import { jumpSettings } from '../../src/ssh/jump-settings.js';
import { needsOpenSsh } from '../../src/ssh/needs-openssh.js';
import { parseOptions, resolveHost } from '../../src/ssh/ssh-config.js';
import { expandPath, expandTokens } from '../../src/ssh/ssh-paths.js';
import { attachTerminal } from '../../src/ssh/terminal.js';

describe('the user’s ssh config', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'rabbitctl-config-'));
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  async function config(text: string): Promise<string> {
    const file = join(directory, 'config');
    await writeFile(file, text);
    return file;
  }

  it('is read by ssh itself', async () => {
    const configFile = await config(
      'Host mq\n HostName mq1.internal\n Port 2222\n User deploy\n IdentityFile ~/.ssh/key_%h\n IdentitiesOnly yes\n ProxyJump bastion\n StrictHostKeyChecking no\n HostKeyAlias shared\n ServerAliveInterval 7\n HashKnownHosts yes\n ConnectTimeout 4\n AddressFamily inet6\n IdentityAgent ~/agent.sock\n UserKnownHostsFile ~/kh1 ~/kh2\n',
    );
    expect(await resolveHost({ host: 'mq', configFile })).toMatchObject({
      alias: 'mq',
      hostname: 'mq1.internal',
      port: 2222,
      user: 'deploy',
      identityFiles: [`${homedir()}/.ssh/key_mq1.internal`],
      identitiesOnly: true,
      identityAgent: `${homedir()}/agent.sock`,
      proxyJump: 'bastion',
      proxyCommand: undefined,
      acceptNew: true,
      hostKeyAlias: 'shared',
      hashKnownHosts: true,
      aliveInterval: 7000,
      connectDeadline: 4000,
      addressFamily: 6,
      userKnownHosts: [`${homedir()}/kh1`, `${homedir()}/kh2`],
    });
  });

  it('gives way to our settings', async () => {
    const configFile = await config('Host mq\n Port 2222\n User deploy\n ProxyCommand nc %h %p\n IdentityFile /a\n');
    const settings = {
      host: 'mq',
      configFile,
      port: 22,
      user: 'joe',
      jump: 'j',
      identity: ['~/b'],
      knownHosts: ['/k'],
      connectDeadline: 1,
    };
    expect(await resolveHost(settings)).toMatchObject({
      port: 22,
      user: 'joe',
      proxyJump: 'j',
      proxyCommand: undefined,
      identityFiles: [`${homedir()}/b`],
      userKnownHosts: ['/k'],
      connectDeadline: 1,
    });
  });

  it('has the defaults of OpenSSH where there is no ssh', async () => {
    const path = process.env.PATH;
    process.env.PATH = directory;
    try {
      expect(await resolveHost({ host: 'mq' })).toMatchObject({
        hostname: 'mq',
        port: 22,
        user: userInfo().username,
        identityFiles: ['id_ed25519', 'id_ecdsa', 'id_rsa'].map((name) => `${homedir()}/.ssh/${name}`),
        userKnownHosts: [`${homedir()}/.ssh/known_hosts`],
        connectDeadline: 15_000,
        acceptNew: false,
      });
    } finally {
      process.env.PATH = path;
    }
  });

  it('that ssh cannot read is our error', async () => {
    const configFile = await config('Host *\n NoSuchOption yes\n');
    await expect(resolveHost({ host: 'mq', configFile })).rejects.toMatchObject({
      name: 'ConfigError',
      hint: expect.stringContaining('nosuchoption'),
    });
  });

  it.each(['-oProxyCommand=id', 'a b', 'a;id', '$(id)', '`id`', "a'b", ''])('never sees %j as a host', async (host) => {
    await expect(resolveHost({ host })).rejects.toThrow(ConfigError);
    await expect(resolveHost({ host: 'mq', user: host })).rejects.toThrow(ConfigError);
  });

  it.each(['CORP\\jdoe', 'a\\b\\c'])('lets a backslash inside a user name be: %s', async (user) => {
    expect(await resolveHost({ host: 'mq', configFile: await config(`User ${user}\n`) })).toMatchObject({ user });
    expect(await resolveHost({ host: 'mq', user })).toMatchObject({ user });
  });

  it.each(['a\\', 'a\\\\', '\\-a', 'a\\;b', 'a\\$b'])('never sees %j as a user', async (user) => {
    await expect(resolveHost({ host: 'mq', user })).rejects.toThrow(`"${user}" cannot be a user name`);
    await expect(resolveHost({ host: 'a\\b' })).rejects.toThrow(ConfigError);
  });

  it('takes a ConnectTimeout of 0 for none given, as ssh does', async () => {
    const configFile = await config('ConnectTimeout 0\n');
    expect(await resolveHost({ host: 'mq', configFile })).toMatchObject({ connectDeadline: 15_000 });
  });

  it.each([
    ['"/a b/c" /d', ['/a b/c', '/d']],
    ['/d "/a  b/c - d"', ['/d', '/a  b/c - d']],
    ['~/kh "~/k h"', [`${homedir()}/kh`, `${homedir()}/k h`]],
    ['kh1 kh2', ['kh1', 'kh2']],
    ['none', []],
  ])('reads known_hosts files whose names have spaces: %s', async (files, expected) => {
    const configFile = await config(`UserKnownHostsFile ${files}\nGlobalKnownHostsFile ${files}\n`);
    const resolved = await resolveHost({ host: 'mq', configFile });
    expect(resolved).toMatchObject({ userKnownHosts: expected, globalKnownHosts: expected });
  });

  it('decides who connects', async () => {
    const reason = async (text: string) =>
      needsOpenSsh(await resolveHost({ host: 'mq', configFile: await config(text) }));
    const plain =
      'IdentityAgent none\nIdentityFile /nowhere\nUserKnownHostsFile /nowhere\nGlobalKnownHostsFile /nowhere\n';
    const securityKey = join(directory, 'sk');
    await writeFile(`${securityKey}.pub`, 'sk-ssh-ed25519@openssh.com AAAAGnNrLXNzaC1lZDI1NTE5QG9wZW5zc2guY29t x\n');
    await writeFile(join(directory, 'known'), '@cert-authority *.internal,mq ssh-ed25519 AAAA\n');
    expect(await reason(plain)).toBeUndefined();
    expect(await reason(`CertificateFile /c\n${plain}`)).toContain('CertificateFile');
    expect(await reason(`PKCS11Provider /p.so\n${plain}`)).toContain('PKCS11');
    expect(await reason(`ProxyUseFdpass yes\n${plain}`)).toContain('Fdpass');
    expect(await reason(`IdentityFile ${securityKey}\n${plain}`)).toContain('a security key');
    expect(await reason(`UserKnownHostsFile ${directory}/known\n${plain}`)).toContain('@cert-authority');
  });

  it('names jump hosts one after the other', async () => {
    const configFile = await config('');
    const next = async (jump: string) => {
      const settings = { host: 'mq', port: 5, user: 'u', configFile, jump };
      return jumpSettings(settings, await resolveHost(settings));
    };
    expect(await next('bastion')).toEqual({ host: 'bastion', configFile });
    expect(await next('a,joe@[::1]:2200')).toEqual({ host: '::1', user: 'joe', port: 2200, jump: 'a', configFile });
    expect(await next('none')).toBeUndefined();
  });
});

describe('tokens of ssh_config', () => {
  const tokens = { alias: 'mq', hostname: 'mq1', port: 2222, user: 'joe', hostKeyAlias: undefined };

  it('are replaced', () => {
    expect(expandTokens('%r@%h:%p %n %% %Z', tokens)).toBe('joe@mq1:2222 mq % %Z');
    expect(expandPath('~/x', tokens)).toBe(`${homedir()}/x`);
    expect(expandPath('%d/x/${HOME}', tokens)).toBe(`${homedir()}/x/${process.env.HOME}`);
    expect(expandPath('/a~b', tokens)).toBe('/a~b');
  });

  it('parse from ssh -G with every value in order', () => {
    expect(parseOptions('Port 22\nidentityfile a b\nidentityfile c\nnonsense\n')).toEqual(
      new Map([
        ['port', ['22']],
        ['identityfile', ['a b', 'c']],
      ]),
    );
  });
});

describe('our terminal', () => {
  it('gives every key to the far side, raw, and is put back', () => {
    const modes: boolean[] = [];
    const keyboard = Object.assign(new PassThrough(), { isTTY: true, setRawMode: (raw: boolean) => modes.push(raw) });
    const far = new PassThrough();
    const detach = attachTerminal(far, () => {}, keyboard);
    keyboard.emit('data', Buffer.from('\u0003'));
    keyboard.emit('end');
    detach();
    keyboard.emit('data', Buffer.from('late'));
    expect({ modes, sent: String(far.read()) }).toEqual({ modes: [true, false], sent: '\u0003\u0004' });
  });
});
