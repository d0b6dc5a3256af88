import { getOverview, identity } from '../../api/overview.js';
import { compareVersions } from '../../cluster/capabilities.js';
import type { AskedMember } from '../member.js';

/** RabbitMQ's version as the member itself says it now: `Node.version()` remembers what an upgrade changes. Throws what the API throws. */
export async function runningVersion({ node }: AskedMember): Promise<string> {
  return (await getOverview(node.api, identity)).rabbitmq_version ?? '';
}

/** Whether the member runs this version or a newer one. */
export async function runs(member: AskedMember, version: string): Promise<boolean> {
  return compareVersions(await runningVersion(member), version) >= 0;
}
