export interface SshTarget {
  readonly host: string;
  readonly user?: string;
  readonly port?: number;
}

/** Reads `[user@]host[:port]`, an IPv6 address with a port in brackets. Throws what `refuse` makes of the reason. */
export function parseSshTarget(text: string, refuse: (why: string) => Error): SshTarget {
  const at = text.lastIndexOf('@');
  const user = at === -1 ? undefined : text.slice(0, at);
  const rest = text.slice(at + 1);
  const match =
    /^\[([^\]]+)\](?::(\d+))?$/.exec(rest) ??
    /^([^:[\]]+)(?::(\d+))?$/.exec(rest) ??
    /^([0-9a-f:.]*:[0-9a-f:.]*:[0-9a-f:.]*)()$/i.exec(rest);
  const [, host, port] = match ?? [];
  // A host that begins with a dash would be an option of ssh.
  if (!host || user === '' || host.startsWith('-') || /\s/.test(text)) {
    throw refuse(`must be [user@]host[:port], not '${text}'`);
  }
  if (port && (Number(port) < 1 || Number(port) > 65_535)) throw refuse(`there is no port ${port}`);
  return { host, ...(user !== undefined && { user }), ...(port && { port: Number(port) }) };
}
