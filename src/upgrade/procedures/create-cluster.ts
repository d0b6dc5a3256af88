import { putClusterName } from '../../api/cluster-name.js';
import { importDefinitions } from '../../api/definitions.js';
import { isFound } from '../../api/is-found.js';
import { printJson } from '../../api/json.js';
import { getUser } from '../../api/users.js';
import { getOwnUser } from '../../api/who-am-i.js';
import type { Cluster } from '../../cluster/cluster.js';
import { CheckFailed, NotFound, Unavailable } from '../../errors.js';
import { release, verify } from '../after-nodes.js';
import { listed } from '../checks/check.js';
import { clusterState } from '../cluster-state.js';
import { makeAdministrator } from '../creation/administrator.js';
import { changesPassword, lackingDefinitions, readDefinitions } from '../creation/definitions.js';
import { dealWithGuest } from '../creation/guest.js';
import { definitionsOf, leftToDo } from '../creation/left-to-do.js';
import { type NewPasswords, newPasswords } from '../creation/passwords.js';
import type { Engine } from '../engine.js';
import { inTime } from '../in-time.js';
import { newcomerContext } from '../membership/join-retreat.js';
import { seenByAll } from '../membership/seen-by-all.js';
import type { Procedure } from '../procedure.js';
import type { RunOptions } from '../run-options.js';
import type { Verdict } from '../verdict.js';
import { addNode } from './add-node.js';

/** Makes nodes one cluster, each joining the first one, and then gives it what else was asked for. */
export const createCluster: Procedure = {
  ...addNode,
  plan: async (cluster, parties, options) => {
    const { plan, verdicts } = await addNode.plan(cluster, parties, options);
    const [first] = parties.members;
    const toDo = first === undefined ? [] : await leftToDo(cluster, first, plan.options);
    const locksOut = toDo.includes('import') ? await locksUsOut(cluster, plan.options) : [];
    return { plan: { ...plan, toDo }, verdicts: [...verdicts, ...locksOut] };
  },
  before: async (engine) => {
    // Who is asked for a password is asked now, and not in the middle.
    const { toDo = [], options } = engine.plan;
    const { admin } = options;
    if (admin !== undefined && !(await isFound(getUser(engine.cluster.api, admin)))) await passwordsOf(engine).admin();
    if (toDo.includes('guest') && options.guest === 'change-password') await passwordsOf(engine).guest();
    await addNode.before(engine);
  },
  after: async (engine) => {
    const { clusterName, definitions, admin, guest = 'keep' } = engine.plan.options;
    const { api } = engine.cluster;
    if (clusterName !== undefined) await clusterState(engine, 'name', () => putClusterName(api, clusterName));
    if (definitions !== undefined) await clusterState(engine, 'import', () => bringDefinitions(engine, definitions));
    if (admin !== undefined) {
      await clusterState(engine, 'admin', () => makeAdministrator(api, admin, passwordsOf(engine).admin));
    }
    await clusterState(engine, 'verify', async (timeout) => {
      for (const node of engine.plan.nodes) await seenByAll(newcomerContext(engine, node), true);
      await verify(engine, timeout);
    });
    await clusterState(engine, 'release', (timeout) => inTime(engine.clock, timeout, release(engine)));
    const [first] = engine.members;
    // Last of all, and by the node's own tools: it may be guest as whom we are logged in.
    if (guest !== 'keep' && first !== undefined) {
      await clusterState(engine, 'guest', () => dealWithGuest(first, guest, passwordsOf(engine).guest), false);
    }
  },
};

/** Whoever changes the password of the user that it is cannot give its lock back. */
async function locksUsOut({ api }: Cluster, { definitions = '' }: RunOptions): Promise<readonly Verdict[]> {
  try {
    const { name = '' } = await getOwnUser(api);
    const { password_hash: hash } = await getUser(api, name);
    if (!changesPassword(await readDefinitions(definitions), name, hash)) return [];
    const message = `${definitions} gives ${name}, as whom we are logged in, another password: take it out of the file, or log in as another administrator`;
    return [{ check: 'definitions', level: 'blocker', message }];
  } catch (error) {
    // A user of another backend has no password here; that nobody answers is told by the checks.
    if (error instanceof NotFound || error instanceof Unavailable) return [];
    throw error;
  }
}

const passwords = new WeakMap<Engine, NewPasswords>();

function passwordsOf(engine: Engine): NewPasswords {
  const known = passwords.get(engine) ?? newPasswords(engine);
  passwords.set(engine, known);
  return known;
}

/** The server stops at what it does not take, and passes over what is there already: both are looked for afterwards. Throws CheckFailed with what is not as the file has it. */
async function bringDefinitions({ cluster }: Engine, file: string): Promise<void> {
  const wanted = await readDefinitions(file);
  if (lackingDefinitions(wanted, await definitionsOf(cluster)).length === 0) return;
  const bytes = Buffer.from(printJson(wanted));
  await importDefinitions(cluster.api, async function* () {
    yield bytes;
  });
  const lacking = lackingDefinitions(wanted, await definitionsOf(cluster));
  if (lacking.length === 0) return;
  throw new CheckFailed(`definitions of ${file} are not in the cluster, or otherwise: ${listed(lacking)}`, {
    hint: 'What is there already with other properties is left as it is by the server: delete it, or take it out of the file.',
  });
}
