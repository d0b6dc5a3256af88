import { join } from 'node:path';

/** Where base systems are kept between runs, and where the labs that are up have their files. */
export const labRoot = process.env.RABBITCTL_LAB || '/var/cache/rabbitctl-lab';

export const labsDirectory = join(labRoot, 'labs');

/** The files of one lab. */
export function labPlaces(prefix: string) {
  const directory = join(labsDirectory, prefix);
  return {
    directory,
    record: join(directory, 'lab.json'),
    configFile: join(directory, 'config.toml'),
    passwordFile: join(directory, 'password'),
    sshConfigFile: join(directory, 'ssh_config'),
    knownHostsFile: join(directory, 'known_hosts'),
    keyFile: join(directory, 'key'),
    caFile: join(directory, 'ca.pem'),
  };
}

/** The files of one host: `root` is what it boots from, an overlay of `upper` over a base system. */
export function hostPlaces(prefix: string, host: string) {
  const directory = join(labsDirectory, prefix, 'hosts', host);
  return {
    directory,
    upper: join(directory, 'upper'),
    work: join(directory, 'work'),
    root: join(directory, 'root'),
    console: join(directory, 'console.log'),
  };
}
