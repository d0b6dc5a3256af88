import type { Host } from '../ssh/host.js';

/** A machine whose kind (SSH, local, container) is loaded and made when it is first needed. `signal` ends what it runs. */
export function lazyHost(name: string, signal: AbortSignal | undefined, open: () => Promise<Host>): Host {
  const limits = signal === undefined ? {} : { signal };
  let opening: Promise<Host> | undefined;
  const host = (): Promise<Host> => {
    opening ??= open();
    return opening;
  };
  return {
    name,
    run: async (argv, options) => (await host()).run(argv, { ...limits, ...options }),
    connect: async (address, port) => (await host()).connect(address, port),
    close: async () => {
      await opening?.then(
        (opened) => opened.close(),
        () => undefined,
      );
    },
  };
}
