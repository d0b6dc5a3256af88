import { NotPermitted, Unavailable } from '../errors.js';

/** Why the far side would not open a channel. */
export class ChannelRefused extends Error {
  constructor(
    message: string,
    /** RFC 4254: 1 forbidden, 2 connect failed, 3 unknown type, 4 no resources. */
    readonly reason: number,
  ) {
    super(message);
  }
}

/** The error for a host that opens no session at all. */
export function sessionRefused(name: string, cause: ChannelRefused): NotPermitted {
  return new NotPermitted(`${name} lets us log in but not run commands: ${cause.message}`, {
    hint: 'Look at MaxSessions and ForceCommand in sshd_config there, and at the options of the key in authorized_keys.',
    cause,
  });
}

/** The error for a tunnel that the host did not make. */
export function tunnelRefused(name: string, target: string, cause: ChannelRefused): NotPermitted | Unavailable {
  if (cause.reason === 1) {
    return new NotPermitted(`${name} does not allow tunnels: ${cause.message}`, {
      hint: 'AllowTcpForwarding and PermitOpen in sshd_config there must allow it.',
      cause,
    });
  }
  return new Unavailable(`${name} cannot reach ${target}: ${cause.message}`, {
    hint: 'Is the service running there, and does it listen on that address?',
    cause,
  });
}
