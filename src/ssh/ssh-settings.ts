/** How to reach a machine over SSH. What is not given here is what `ssh -G HOST` says. */
export interface SshSettings {
  /** A name as one would give it to `ssh`: an alias of ~/.ssh/config, a DNS name or an address. */
  readonly host: string;
  readonly port?: number;
  readonly user?: string;
  /** `[user@]host[:port]`, several separated by commas: replaces the ProxyJump of ~/.ssh/config. */
  readonly jump?: string;
  /** Private key files: tried instead of those of ~/.ssh/config. */
  readonly identity?: readonly string[];
  /** known_hosts files instead of those of ~/.ssh/config. */
  readonly knownHosts?: readonly string[];
  /** An ssh config file instead of ~/.ssh/config (`ssh -F`). */
  readonly configFile?: string;
  /** Add an unknown host key to known_hosts instead of refusing it; a changed key is refused all the same. */
  readonly acceptNewHostKeys?: boolean;
  /** ms until we are logged in; default 15,000. */
  readonly connectDeadline?: number;
  /** Asks on the terminal (passphrase of a key); absent when there is no terminal. */
  readonly askSecret?: (prompt: string) => Promise<string>;
  /** A line for whoever sits there. */
  readonly warn?: (line: string) => void;
  /** One line an event, redacted: for --debug. */
  readonly debug?: (line: string) => void;
}
