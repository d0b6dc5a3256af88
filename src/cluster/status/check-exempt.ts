/** Why a check of what others would lose does not apply to a node, in the words of the real tool's text and JSON. */
export interface Exempt {
  readonly text: string;
  readonly json: string;
}

/** The server's reason is told only where the node is alone (rabbit_mgmt_wm_health_check_node_is_quorum_critical). */
export function singleNodeExempt(reason: string, node: string): Exempt | undefined {
  if (reason !== 'single node cluster') return undefined;
  const end = 'seems to be the only one in a single node cluster, the check does not apply';
  return { text: `Node ${node} ${end}`, json: `Target node ${end}` };
}
