import type { Cluster } from '../cluster/cluster.js';
import { Interrupted } from '../errors.js';
import type { Result, Sink } from '../format/result.js';
import { systemClock } from '../upgrade/clock.js';
import { type Canvas, LiveView } from './live-view.js';
import { recordLine, type WatchRecord } from './record.js';
import { Recording } from './recording.js';
import { replay } from './replay.js';
import { reportFile } from './report/report-file.js';
import { ReportWriter } from './report/report-writer.js';
import { Sampler } from './sampler.js';

/** What `watch` is given of its command. */
export interface AskedWatch {
  readonly cluster: Cluster;
  readonly flags: WatchFlags;
  readonly face: 'text' | 'json' | 'erlang';
  readonly colour: boolean;
  readonly signal: AbortSignal;
  fullScreen(events: CanvasEvents): Promise<Taken | undefined>;
  note(line: string): void;
}

export interface WatchFlags {
  /** ms. */
  readonly interval: number;
  readonly for: number | undefined;
  readonly record: string | undefined;
  readonly replay: string | undefined;
  readonly speed: number | undefined;
  readonly report: string | undefined;
}

/** The whole terminal. */
interface Taken extends Canvas {
  /** Somebody can type. */
  readonly keyboard: boolean;
  close(): void;
}

interface CanvasEvents {
  typed(text: string): void;
  resized(): void;
  gone(): void;
}

/** Looks until the time is over, the recording ends, or somebody has seen enough. */
export function runWatch(asked: AskedWatch): Result {
  return { kind: 'passed', verbatim: true, writesFiles: true, start: (sink) => new Watch(asked).run(sink) };
}

class Watch {
  readonly #asked: AskedWatch;
  readonly #stop = new AbortController();
  readonly #signal: AbortSignal;
  readonly #sampler: Sampler;
  #view: LiveView | undefined;
  #isGone = false;

  constructor(asked: AskedWatch) {
    const { cluster, flags, signal } = asked;
    this.#asked = asked;
    this.#signal = AbortSignal.any([signal, this.#stop.signal]);
    const until = flags.for === undefined ? undefined : systemClock.now() + flags.for;
    this.#sampler = new Sampler(cluster, { interval: flags.interval, clock: systemClock, signal: this.#signal, until });
  }

  /** Resolves to the exit code. Throws Interrupted after Ctrl-C; what was recorded until then is kept, and reported. */
  async run(sink: Sink): Promise<number> {
    const { flags, signal, note } = this.#asked;
    const recording = flags.record === undefined ? undefined : await Recording.open(flags.record);
    let report: ReportWriter | undefined;
    try {
      report = flags.report === undefined ? undefined : new ReportWriter(await reportFile(flags.report, flags));
      await this.#show(sink, async (record) => {
        await recording?.add(record);
        report?.add(record);
      });
    } finally {
      await recording?.close();
      if (await report?.write()) note(`The report is in ${flags.report}`);
    }
    if (signal.aborted || this.#stop.signal.reason === 'interrupt') throw new Interrupted('interrupted');
    return 0;
  }

  async #show(sink: Sink, keep: (record: WatchRecord) => Promise<void>): Promise<void> {
    const records = this.#records();
    // Before the screen is taken: whoever is not let in, or asked for a password, reads that on the usual one.
    const next = () => untilAborted(records.next(), this.#signal);
    const first = await next();
    if (first.done) return;
    const canvas = await this.#canvas();
    const view = canvas && this.#open(canvas);
    // What is late shows as late although nothing comes.
    const stopClock = view === undefined ? undefined : systemClock.every(1000, () => view.draw());
    try {
      for (let got: Next = first; !got.done; got = await next()) {
        await keep(got.value);
        view?.show(got.value);
        if (view === undefined && !this.#onlyReport) await sink('stdout', Buffer.from(recordLine(got.value)));
      }
      // A recording that is over can still be looked at.
      if (view !== undefined && canvas?.keyboard && !this.#isGone && this.#asked.flags.replay !== undefined) {
        view.end();
        await untilAborted(new Promise<never>(() => {}), this.#signal);
      }
      await view?.drawn();
    } finally {
      stopClock?.();
      canvas?.close();
      // A question may be under way that nobody waits for any more.
      records.return().catch(() => {});
    }
  }

  #records(): AsyncGenerator<WatchRecord, void> {
    const { replay: file, speed } = this.#asked.flags;
    if (file === undefined) return this.#sampler.records();
    const options = { clock: systemClock, signal: this.#signal };
    return replay({ file, speed: this.#onlyReport ? 0 : (speed ?? 1), ...options });
  }

  /** A recording is made a page of: nobody need look at it meanwhile, unless a speed says so. */
  get #onlyReport(): boolean {
    const { replay: file, report, speed } = this.#asked.flags;
    return file !== undefined && report !== undefined && speed === undefined;
  }

  async #canvas(): Promise<Taken | undefined> {
    const { face, flags, fullScreen } = this.#asked;
    if (face !== 'text' || this.#onlyReport) return undefined;
    const view = () => this.#view;
    return fullScreen({
      typed: (text) => view()?.typed(text),
      resized: () => view()?.resized(),
      // In another session (setsid) no signal comes of it: it goes on for its files, where it has any.
      gone: () => {
        this.#isGone = true;
        if (flags.record === undefined && flags.report === undefined) this.#stop.abort('interrupt');
      },
    });
  }

  #open(canvas: Canvas): LiveView {
    const { colour, flags } = this.#asked;
    const { replay: file, speed } = flags;
    this.#view = new LiveView(canvas, {
      ...{ clock: systemClock, colour, replay: file === undefined ? undefined : { file, speed: speed ?? 1 } },
      sort: (by) => {
        this.#sampler.sort = by;
      },
      quit: (how) => this.#stop.abort(how),
    });
    return this.#view;
  }
}

type Next = IteratorResult<WatchRecord, void>;

/** What comes next, or the end when somebody has seen enough; leaves nothing behind with the signal, which may live for days. */
function untilAborted(coming: Promise<Next>, signal: AbortSignal): Promise<Next> {
  return new Promise((resolve, reject) => {
    const end = () => resolve({ done: true, value: undefined });
    if (signal.aborted) end();
    signal.addEventListener('abort', end, { once: true });
    coming.then(resolve, reject).finally(() => signal.removeEventListener('abort', end));
  });
}
