import { Unavailable } from '../errors.js';

/** Several nodes were asked, none answered. `why` as on a single node's error: `tls` if that was the trouble anywhere. */
export class NoNodeAnswers extends Unavailable {
  readonly why: string | undefined;
  readonly failures: readonly { readonly node: string; readonly error: Unavailable }[];

  private constructor(message: string, failures: NoNodeAnswers['failures']) {
    super(message, {
      reached: failures.some(({ error }) => error.reached),
      cause: failures[0]?.error,
      ...(failures[0]?.error.hint !== undefined && { hint: failures[0].error.hint }),
    });
    this.failures = failures;
    const reasons = failures.map(({ error }) => whyOf(error));
    this.why = reasons.includes('tls') ? 'tls' : reasons[0];
  }

  /** One node's error stands as it is. */
  static of(
    cluster: string,
    failed: readonly { readonly candidate: { readonly name: string }; readonly error: Unavailable }[],
  ): Unavailable {
    const [first, ...others] = failed;
    if (first === undefined) return new Unavailable(`${cluster} has no node to ask`);
    if (others.length === 0) return first.error;
    const list = failed.map(({ candidate, error }) => `${candidate.name} (${shortReason(error)})`).join(', ');
    return new NoNodeAnswers(
      `no node of ${cluster} answers: ${list}`,
      failed.map(({ candidate, error }) => ({ node: candidate.name, error })),
    );
  }
}

const words: Readonly<Record<string, string>> = {
  refused: 'connection refused',
  unreachable: 'unreachable',
  name: 'unknown host',
  timeout: 'no connection in time',
  cut: 'connection cut',
  tls: 'TLS failed',
  'not-json': 'no JSON',
  'not-management': 'not a management API',
};

/** In a few words, for a list of several. */
export function shortReason(error: Unavailable): string {
  if (whyOf(error) === 'timeout' && error.reached) return 'no answer in time';
  return words[whyOf(error) ?? ''] ?? error.message.split('\n', 1)[0] ?? '';
}

function whyOf(error: unknown): string | undefined {
  const why = (error as { why?: unknown } | undefined)?.why;
  return typeof why === 'string' ? why : undefined;
}
