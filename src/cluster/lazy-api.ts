import type { ManagementApi, Method, Path, RequestOptions } from '../api/management-api.js';

/** An API whose client is loaded and made when the first request is sent. `signal` gives up every request. */
export function lazyApi(
  url: string,
  signal: AbortSignal | undefined,
  open: () => Promise<ManagementApi>,
): ManagementApi {
  const limits = signal === undefined ? {} : { signal };
  let opening: Promise<ManagementApi> | undefined;
  const api = (): Promise<ManagementApi> => {
    opening ??= open();
    return opening;
  };
  return {
    url,
    request: async (method, path, options) => (await api()).request(method, path, { ...limits, ...options }),
    async *stream(method: Method, path: Path, options?: RequestOptions) {
      yield* (await api()).stream(method, path, { ...limits, ...options });
    },
    async *items(path: Path, options?: RequestOptions) {
      yield* (await api()).items(path, { ...limits, ...options });
    },
    close: async () => {
      // One that could not be opened has nothing to close, and its error was shown where it was used.
      await opening?.then(
        (opened) => opened.close(),
        () => undefined,
      );
    },
  };
}
