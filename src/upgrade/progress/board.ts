import type { Package } from '../../ssh/packages/package-manager.js';
import type { RunEvent } from '../event.js';
import { clusterStates, type StateName } from '../state-name.js';

/** What one node, or the cluster as a whole, is at. */
export interface Activity {
  readonly state: StateName;
  /** ms since 1970. */
  readonly since: number;
  /** What is awaited, in the words of the last `waiting`. */
  readonly reason?: string;
}

export interface NodeRow {
  readonly name: string;
  readonly standing: 'to-do' | 'active' | 'done' | 'stopped';
  readonly activity?: Activity;
  /** Of a node that is done. */
  readonly seconds?: number;
  readonly already?: boolean;
}

type Started = Extract<RunEvent, { event: 'started' }>;
type Ended = Extract<RunEvent, { event: 'ended' }>;

/** All that is known of a run from its events: what a view shows. */
export class Board {
  #run = '';
  readonly #rows = new Map<string, NodeRow>();
  #started: Started | undefined;
  #ended: Ended | undefined;
  #whole: Activity | undefined;
  #begun = false;
  readonly #packages = new Map<string, readonly Package[]>();
  #nameWidth = 'cluster'.length;

  /** The run's id. */
  get run(): string {
    return this.#run;
  }

  get started(): Started | undefined {
    return this.#started;
  }

  /** There is something to be seen: before that, only words. */
  get begun(): boolean {
    return this.#begun;
  }

  get ended(): Ended | undefined {
    return this.#ended;
  }

  /** What is done for the cluster as a whole at this moment. */
  get whole(): Activity | undefined {
    return this.#whole;
  }

  get rows(): readonly NodeRow[] {
    return [...this.#rows.values()];
  }

  /** Of the longest name so far, and of the word for all of them. */
  get nameWidth(): number {
    return this.#nameWidth;
  }

  /** What was installed on the node before this run changed it. */
  packagesOf(node: string): readonly Package[] | undefined {
    return this.#packages.get(node);
  }

  /** Where nodes stand that have been begun. */
  get states(): ReadonlyMap<string, StateName> {
    return new Map(this.rows.flatMap(({ name, activity }) => (activity ? [[name, activity.state] as const] : [])));
  }

  /** Takes one event in. */
  follow(event: RunEvent): void {
    const names = event.event === 'started' ? event.nodes : 'node' in event ? [event.node ?? ''] : [];
    this.#run = event.run;
    this.#begun ||= event.event === 'started' || event.event === 'state';
    this.#nameWidth = Math.max(this.#nameWidth, ...names.map((name) => name.length));
    switch (event.event) {
      case 'started':
        this.#start(event);
        break;
      case 'state':
        this.#at(event, { state: event.state, since: Date.parse(event.time) });
        break;
      case 'waiting':
        this.#waiting(event);
        break;
      case 'state-done':
        if (ofCluster(event)) this.#whole = undefined;
        break;
      case 'packages':
        if (event.when === 'before') this.#packages.set(event.node, event.packages);
        break;
      case 'node-done':
        this.#done(event);
        break;
      case 'ended':
        this.#end(event);
    }
  }

  #start(event: Started): void {
    this.#started = event;
    this.#ended = undefined;
    for (const name of event.nodes) this.#rows.set(name, this.#rows.get(name) ?? { name, standing: 'to-do' });
  }

  #at(place: Place, activity: Activity): void {
    if (place.node === undefined || ofCluster(place)) this.#whole = activity;
    else this.#rows.set(place.node, { name: place.node, standing: 'active', activity });
  }

  #waiting(event: Extract<RunEvent, { event: 'waiting' }>): void {
    const { node, state, time } = event;
    const before = node === undefined || ofCluster(event) ? this.#whole : this.#rows.get(node)?.activity;
    const since = before?.state === state ? before.since : Date.parse(time);
    const reason = ofCluster(event) && node !== undefined ? `${node}: ${event.reason}` : event.reason;
    this.#at(event, { state, since, reason });
  }

  #done({ node, seconds, already }: Extract<RunEvent, { event: 'node-done' }>): void {
    this.#rows.set(node, { name: node, standing: 'done', seconds, ...(already && { already }) });
  }

  #end(event: Ended): void {
    this.#ended = event;
    for (const [name, standing] of Object.entries(event.nodes)) {
      const row = this.#rows.get(name) ?? { name, standing: 'to-do' };
      const now = standing === 'half-way' ? 'stopped' : standing;
      this.#rows.set(name, { ...row, standing: now });
    }
  }
}

type Place = { readonly node?: string; readonly state: StateName };

/** Done once for all nodes, even where it is one of them that is waited for. */
const ofCluster = ({ node, state }: Place): boolean =>
  node === undefined || clusterStates.some((name) => name === state);
