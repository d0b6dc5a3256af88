import { type CliError, NotPermitted, Unavailable } from '../errors.js';
import { mayHaveRun } from './session.js';

/** What the system's ssh ends with when it, and not the command, failed. */
export const sshFailed = 255;

/** Why the system's ssh did not get in, from its own words. `asks`: it could ask for a passphrase. */
export function explainOpenSsh(host: string, stderr: string, asks: boolean): CliError {
  const said = stderr.trim();
  const facts = { hint: `${said}\nTry: ssh -v ${host}` };
  if (/IDENTIFICATION HAS CHANGED|Host key for .* has changed/i.test(said))
    return new NotPermitted(`THE HOST KEY OF ${host} HAS CHANGED: nothing was sent`, facts);
  if (/REVOKED|revoked by file/.test(said))
    return new NotPermitted(`the host key of ${host} is revoked: nothing was sent`, facts);
  if (/Host key verification failed|host key is known for/i.test(said)) {
    return new NotPermitted(`the host key of ${host} is not known`, {
      hint: `${said}\nAccept it with --accept-new-host-keys, or once with: ssh ${host}`,
    });
  }
  const refused = /Permission denied(?: \(([^)]*)\))?/.exec(said);
  if (refused)
    return new NotPermitted(`${host} does not let us log in`, {
      hint: `${said}\nThe server takes: ${refused[1] ?? 'what it did not say'}${asks ? '' : nobodyAsked}`,
    });
  if (/Could not resolve hostname/i.test(said)) return new Unavailable(`no address is known for ${host}`, facts);
  if (/Connection refused/i.test(said)) return new Unavailable(`${host} refuses connections`, facts);
  if (/timed out/i.test(said)) return new Unavailable(`${host} does not answer`, facts);
  return new Unavailable(`no SSH connection to ${host}`, facts);
}

/** The error for a connection that went away under a command. */
export function lineWasCut(host: string, stderr: string): Unavailable {
  return new Unavailable(`the connection to ${host} was lost`, {
    reached: true,
    hint: `${stderr.trim()}\n${mayHaveRun}`.trim(),
  });
}

/** The error for a command that never began although the line is up: the far side has something else for this login. */
export function notBegun(host: string, stderr: string): Unavailable {
  return new Unavailable(`the command was not started on ${host}`, {
    reached: false,
    hint: `${stderr.trim()}\nTry: ssh ${host} true`.trim(),
  });
}

const nobodyAsked =
  '\nThere is no terminal to ask for a passphrase: a key that has one must be in the agent (ssh-add).';
