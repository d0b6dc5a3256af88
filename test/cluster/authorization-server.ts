import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a fake server of tokens was asked: path, who identified itself in the header, the form. */
export interface Asked {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly form: Readonly<Record<string, string>>;
}

type Answer = readonly [status: number, answer: unknown];

/** A server of tokens on 127.0.0.1 that answers as it is told to; each list of answers is used up but for its last. */
export async function authorizationServer(answers: Record<string, Answer[]>) {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const path = request.url ?? '';
    const form = Object.fromEntries(new URLSearchParams(body));
    asked.push({ path, authorization: request.headers.authorization, form });
    const own = answers[path] ?? [];
    const [status, answer] = (own.length > 1 ? own.shift() : own[0]) ?? [404, 'not here'];
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** What a grant is answered with. */
export const given = (token: string, more: object = {}): Answer => [
  200,
  { access_token: token, token_type: 'Bearer', expires_in: 3600, ...more },
];
export const refusing = (error: string, more: object = {}): Answer => [400, { error, ...more }];
