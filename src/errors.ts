/** What an error may carry beside its message. */
export interface ErrorFacts {
  /** What the reader can do next: one or more short lines. */
  readonly hint?: string;
  /** The broker node the error is about. */
  readonly node?: string;
  /** Where a real tool uses another exit code for this very case. */
  readonly exitCode?: number;
  /** It ends so with a JSON formatter, too. */
  readonly sameInJson?: true;
  /** What a JSON formatter prints beside the message. */
  readonly details?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

/**
 * Every failure that a person is meant to read. Classes say what the reader must do;
 * the exit codes are those of sysexits, as RabbitMQ's own tools use them
 * (rabbitmq_cli `core/exit_codes.ex`). Anything else that is thrown is a bug of ours: 70.
 */
export abstract class CliError extends Error {
  abstract readonly defaultExitCode: number;
  readonly hint: string | undefined;
  readonly node: string | undefined;
  readonly details: Readonly<Record<string, unknown>>;
  readonly sameInJson: boolean;
  readonly #exitCode: number | undefined;

  constructor(message: string, facts: ErrorFacts = {}) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.name = new.target.name;
    this.hint = facts.hint;
    this.node = facts.node;
    this.details = facts.details ?? {};
    this.sameInJson = facts.sameInJson === true;
    this.#exitCode = facts.exitCode;
  }

  get exitCode(): number {
    return this.#exitCode ?? this.defaultExitCode;
  }
}

/** The command line is wrong. */
export class UsageError extends CliError {
  readonly defaultExitCode = 64;
}

/** A value is refused, or names nothing. `reason` is the server's own word where there is one. */
export class DataError extends CliError {
  readonly defaultExitCode: number = 65;
}

/** The server has no such thing (HTTP 404). Commands turn it into what the real tool says. */
export class NotFound extends DataError {}

export class NoSuchUser extends CliError {
  readonly defaultExitCode = 67;
}

/**
 * The node, its API or its machine does not answer.
 * `reached` tells whether a request may have had an effect: only what never left may be tried elsewhere.
 */
export class Unavailable extends CliError {
  readonly defaultExitCode = 69;
  readonly reached: boolean;

  constructor(message: string, facts: ErrorFacts & { readonly reached?: boolean } = {}) {
    super(message, facts);
    this.reached = facts.reached ?? false;
  }
}

/** The broker answered, and refused or said that something is not well. */
export class CheckFailed extends CliError {
  readonly defaultExitCode = 69;
}

/** A file or directory of this machine cannot be had, made or written: 66, 73 or 74. */
export class FileError extends CliError {
  readonly defaultExitCode = 74;
}

/** A defect of ours, found by ourselves. */
export class Defect extends CliError {
  readonly defaultExitCode = 70;
}

export class TimedOut extends CliError {
  readonly defaultExitCode = 75;
}

/** Somebody else holds what this needs. */
export class Locked extends CliError {
  readonly defaultExitCode = 75;
}

/** Login refused, or the rights do not suffice: HTTP 401 and 403, SSH authentication, sudo. */
export class NotPermitted extends CliError {
  readonly defaultExitCode = 77;
}

/** Our own settings, keys or files are at fault. */
export class ConfigError extends CliError {
  readonly defaultExitCode = 78;
}

/** Ctrl-C. */
export class Interrupted extends CliError {
  readonly defaultExitCode = 130;
}

/**
 * HTTP cannot give what was asked (a pid, an option, a formatter): not a failure to be shown,
 * but the sign for the pipeline to hand the same argv to the node's own tool (design: "one rule crosses the two").
 * The message completes the sentence "asking the node's own tool: …".
 */
export class NotOverHttp extends CliError {
  readonly defaultExitCode = 69;
}
