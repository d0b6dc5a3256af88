import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig, usualConfigFile } from '../../src/cluster/config-file.js';
import { configFrom } from '../../src/cluster/config-text.js';
import { type CliError, ConfigError } from '../../src/errors.js';

const errors: Readonly<Record<string, readonly [text: string, says: string]>> = {
  'a syntax error': ['a = 1\nb = "x\n', 'c.toml:2:7: control characters are not allowed in strings'],
  'a table twice': ['[defaults]\n[defaults]\n', 'c.toml:2:2: trying to redefine'],
  'an unknown key at the top': [
    '\nclusterz = 1',
    "c.toml:2: unknown key 'clusterz' Did you mean clusters? Known: default, defaults, clusters.",
  ],
  'an unknown key of a cluster': [
    '[clusters.prod]\nnodse = []',
    "c.toml:2: unknown key 'nodse' in clusters.prod Did you mean nodes?",
  ],
  'an unknown key of an api': [
    '[clusters.prod]\nnodes = []\napi = { url = "http://x", usrname = "u" }',
    "c.toml:3: unknown key 'usrname' in clusters.prod.api Did you mean username?",
  ],
  'an unknown key on a line of its own': [
    '[clusters.prod.api]\nurl = "http://x"\n\ntunel = true',
    "c.toml:4: unknown key 'tunel' in clusters.prod.api Did you mean tunnel?",
  ],
  'an unknown key of an inline table over several lines': [
    '[defaults]\nssh = {\n  user = "u",\n  prot = 22,\n}',
    "c.toml:4: unknown key 'prot' in defaults.ssh Did you mean port?",
  ],
  'an unknown key like no other': ['[defaults]\nxylophone = 1', "c.toml:2: unknown key 'xylophone' in defaults Known:"],
  'a cluster key among the defaults': ['[defaults]\nnodes = []', "c.toml:2: unknown key 'nodes' in defaults"],
  'a text that is a number': ['[defaults]\napi = { username = 5 }', 'c.toml:2: username must be a text, not a number'],
  'a number that is a text': ['[clusters.a]\ntimeout = "5"', 'c.toml:2: timeout must be an integer, not a text'],
  'a number with a fraction': ['[clusters.a]\ntimeout = 1.5', 'c.toml:2: timeout must be an integer'],
  'a number out of range': ['[defaults]\nssh = { port = 70000 }', 'c.toml:2: port must be from 1 to 65535, not 70000'],
  'a switch that is a text': ['[defaults]\napi_only = "yes"', 'c.toml:2: api_only must be true or false, not a text'],
  'a list that is a text': ['[clusters.a]\nnodes = "rabbit@a"', 'c.toml:2: nodes must be a list of texts, not a text'],
  'a list of numbers': ['[clusters.a]\nnodes = [1]', 'c.toml:2: nodes must be a list of texts'],
  'a table that is a text': ['[clusters.a]\napi = "http://x"', 'c.toml:2: api must be a table, not a text'],
  'a cluster that is a text': ['[clusters]\nprod = "x"', 'c.toml:2: prod must be a table'],
  'an empty text': ['[defaults]\napi = { username = "" }', 'c.toml:2: username is empty'],
  'an empty command': ['[defaults]\napi = { password_command = [] }', 'c.toml:2: password_command is empty'],
  'a command that is a text': [
    '[defaults]\napi = { password_command = "pass rmq" }',
    'c.toml:2: password_command must be a list of texts',
  ],
  'two passwords': [
    '[clusters.a.api]\npassword_env = "X"\npassword_file = "y"',
    'c.toml:3: password_env and password_file exclude each other',
  ],
  'a token beside a password': [
    '[clusters.a.api]\npassword_env = "X"\ntoken_file = "y"',
    'c.toml:3: token_file stands in the place of user and password',
  ],
  'two tokens': [
    '[clusters.a.api]\ntoken_env = "X"\noauth = { client_id = "x" }',
    'c.toml:3: token_env and oauth exclude each other',
  ],
  'an OAuth client without a name': ['[clusters.a.api.oauth]\nissuer = "https://sso"', 'client_id is missing'],
  'an OAuth client without an address': [
    '[clusters.a.api.oauth]\nclient_id = "x"\ntoken_url = "https://sso/t"',
    'issuer is missing, or token_url and device_url',
  ],
  'an OAuth service without a secret': [
    '[clusters.a.api.oauth]\nclient_id = "x"\nissuer = "https://sso"\nflow = "client_credentials"',
    'c.toml:4: client_credentials needs client_secret_env, client_secret_file, client_secret_command',
  ],
  'a flow that there is not': [
    '[clusters.a.api.oauth]\nclient_id = "x"\nflow = "implicit"',
    "c.toml:3: flow must be client_credentials or device_code, not 'implicit'",
  ],
  'a secret in the file': [
    '[clusters.a.api.oauth]\nclient_id = "x"\nclient_secret = "s"',
    "c.toml:3: unknown key 'client_secret' in clusters.a.api.oauth Did you mean client_secret_env?",
  ],
  'an issuer that is no URL': [
    '[clusters.a.api.oauth]\nclient_id = "x"\nissuer = "sso"',
    'c.toml:3: issuer must be a URL such as https://',
  ],
  'a proxy of another kind': ['[clusters.a]\napi = { proxy = "socks5://x" }', 'c.toml:2: proxy must be a URL such as'],
  'a TLS version that is none': [
    '[clusters.a]\napi = { tls_min_version = "1.3" }',
    "c.toml:2: tls_min_version must be TLSv1.2 or TLSv1.3, not '1.3'",
  ],
  'a bad URL': ['[clusters.a]\n\napi = { url = "mq1:15672" }', 'c.toml:3: url must be a URL'],
  'a bad node name': ['[clusters.a]\nnodes = ["mq1"]', "c.toml:2: 'mq1' is no full node name"],
  'a node twice': ['[clusters.a]\nnodes = ["a@b", "a@b"]', 'c.toml:2: a@b is listed twice'],
  'an override without quotes': ['[clusters.a]\n[clusters.a.node.mq3]\napi = {}', "'mq3' is no full node name"],
  'an override with another key': [
    '[clusters.a]\n[clusters.a.node."r@mq3"]\n\ntimeout = 3',
    'c.toml:4: unknown key \'timeout\' in clusters.a.node."r@mq3"',
  ],
  'a default that is no cluster': [
    'default = "prdo"\n[clusters.prod]',
    "c.toml:1: there is no cluster 'prdo' Did you mean prod?",
  ],
  'an SSH host that is an option': [
    '[defaults]\nssh = { host = "-oProxyCommand=x" }',
    "c.toml:2: host cannot be '-oProxyCommand=x'",
  ],
  'a jump with blanks': ['[defaults]\nssh = { jump = "a b" }', "c.toml:2: jump cannot be 'a b'"],
};

describe('a config file is refused for', () => {
  for (const [name, [text, says]] of Object.entries(errors)) {
    it(name, async () => {
      const error = (await configFrom(text, 'c.toml').catch((caught: unknown) => caught)) as CliError;
      expect(error).toBeInstanceOf(ConfigError);
      expect(`${error.message} ${error.hint ?? ''}`).toContain(says);
      expect(error.exitCode).toBe(78);
    });
  }

  it('a bad URL without showing the password in it', async () => {
    const error = (await configFrom('[defaults]\napi = { url = "ftp://u:s3cret@x" }', 'c.toml').catch(
      (caught: unknown) => caught,
    )) as CliError;
    expect(error.message).not.toContain('s3cret');
  });
});

describe('the config file', () => {
  let home: string;
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'rabbitctl-config-'));
    await mkdir(join(home, '.config/rabbitctl'), { recursive: true });
    await mkdir(join(home, 'xdg/rabbitctl'), { recursive: true });
    const entry = (name: string): string =>
      `default = "${name}"\n[clusters.${name}]\napi = { ca = "ca.pem", password_file = "~/pw" }\n`;
    await writeFile(join(home, '.config/rabbitctl/config.toml'), entry('home'));
    await writeFile(join(home, 'xdg/rabbitctl/config.toml'), entry('xdg'));
    await writeFile(join(home, 'own.toml'), entry('own'));
  });
  afterAll(() => rm(home, { recursive: true }));

  it('is none: empty', async () => {
    expect((await readConfig({}, { HOME: join(home, 'nobody') })).clusters.size).toBe(0);
  });

  it('is looked for in the home directory, $XDG_CONFIG_HOME, RABBITCTL_CONFIG and --config, the last first', async () => {
    const env = { HOME: home };
    const named = async (flags: { config?: string }, more: Record<string, string>) =>
      (await readConfig(flags, { ...env, ...more })).default?.value;
    expect(await named({}, {})).toBe('home');
    expect(await named({}, { XDG_CONFIG_HOME: join(home, 'xdg') })).toBe('xdg');
    expect(await named({}, { XDG_CONFIG_HOME: join(home, 'xdg'), RABBITCTL_CONFIG: join(home, 'own.toml') })).toBe(
      'own',
    );
    expect(
      await named({ config: join(home, 'xdg/rabbitctl/config.toml') }, { RABBITCTL_CONFIG: join(home, 'own.toml') }),
    ).toBe('xdg');
    expect(usualConfigFile({ HOME: home, XDG_CONFIG_HOME: 'relative' })).toBe(
      join(home, '.config/rabbitctl/config.toml'),
    );
  });

  it('must be there when it was asked for', async () => {
    await expect(readConfig({ config: join(home, 'no.toml') }, {})).rejects.toThrow(
      `${join(home, 'no.toml')} cannot be read: there is no such file`,
    );
    await expect(readConfig({}, { RABBITCTL_CONFIG: join(home, 'no.toml') })).rejects.toBeInstanceOf(ConfigError);
    await expect(readConfig({ config: home }, {})).rejects.toThrow('cannot be read');
  });

  it('has its relative paths beside it, and ~ in the home directory', async () => {
    const config = await readConfig({ config: join(home, 'own.toml') }, {});
    const api = config.clusters.get('own')?.layer.api;
    expect(api?.ca?.value).toBe(join(home, 'ca.pem'));
    expect(api?.password?.value).toEqual({ from: 'file', file: join(homedir(), 'pw') });
  });

  it.each([
    ['api = { password = "x" }', 0o644, 1],
    ['api = { password = "x" }', 0o600, 0],
    ['api = { url = "http://u:p@x" }', 0o640, 1],
    ['api = { password_env = "X" }', 0o644, 0],
  ])('with %s and mode %o gives %i warning', async (line, mode, count) => {
    const file = join(home, 'exposed.toml');
    await writeFile(file, `[clusters.a]\n${line}\n`);
    await chmod(file, mode);
    const { warnings } = await readConfig({ config: file }, {});
    expect(warnings).toHaveLength(count);
    if (count === 1) expect(warnings[0]).toBe(`${file} holds a password and others can read it: chmod 600 ${file}`);
  });
});
