import { installMissing } from '../lab/debian-packages.js';
import { type Lab, upLab } from '../lab/lab.js';
import { reportToStderr } from '../lab/report.js';
import { publishSome } from './application.js';
import { Shell } from './shell.js';

// Three hosts become a cluster, are used, and come apart again; the first thing that is not as it should be ends it.

const suite = process.argv[2] ?? 'trixie';
const started = Date.now();
await installMissing(['jq'], reportToStderr);
const lab = await upLab({ suite, hosts: 3, prefix: 'demo' });
try {
  await show(lab);
  process.stdout.write(
    `\nThe demo went well: RabbitMQ ${lab.version}, ${Math.round((Date.now() - started) / 1000)} s. The hosts are taken down.\n`,
  );
} catch (error) {
  process.stdout.write(`\nThe demo failed: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  await lab.down();
}

async function show(lab: Lab): Promise<void> {
  const shell = new Shell(lab);
  const [one, two, three] = lab.hosts.map((host) => host.node) as [string, string, string];

  shell.say(
    `Three hosts run RabbitMQ ${lab.version}, each on its own. This machine has neither Erlang nor their cookie.`,
  );
  await shell.run('rabbitctl settings', /clusters\.lab/);
  await shell.run(`rabbitctl -n ${one} cluster_status --formatter json | jq -c .running_nodes`, `["${one}"]`);

  shell.say('Two of them join the first.');
  for (const node of [two, three]) {
    await shell.run(`rabbitctl -n ${node} stop_app`, /Stopping/);
    await shell.run(`rabbitctl -n ${node} reset`, /Resetting/);
    await shell.run(`rabbitctl -n ${node} join_cluster ${one}`, /Clustering node/);
    await shell.run(`rabbitctl -n ${node} start_app`, /Starting/);
  }
  await shell.run("rabbitctl set_cluster_name 'web shop'", /web shop/);

  shell.say('The cluster, as text, as an Erlang term, and as JSON.');
  await shell.run(
    `rabbitctl -n ${two} cluster_status`,
    new RegExp(`Cluster name: web shop[^#]*${one}[^#]*${two}[^#]*${three}`),
  );
  await shell.run(`rabbitctl -n ${two} cluster_status --formatter erlang`, /\{running_nodes,\[/);
  await shell.run(
    'rabbitctl cluster_status --formatter json | jq -c "[.cluster_name, (.running_nodes | sort)]"',
    JSON.stringify(['web shop', [one, two, three]]),
  );

  shell.say('A user, a virtual host, permissions, a policy.');
  await shell.run('printf "%s\\n" "correct horse" | rabbitctl add_user alice', /Adding user "alice"/);
  await shell.run('rabbitctl add_vhost shop', /Adding vhost "shop"/);
  await shell.run("rabbitctl set_permissions -p shop alice '.*' '.*' '.*'", /Setting permissions/);
  if (lab.version.startsWith('3.')) {
    await shell.run(
      `rabbitctl set_policy -p shop --priority 1 --apply-to queues ha-two '^two\\.' '{"ha-mode":"exactly","ha-params":2,"ha-sync-mode":"automatic"}'`,
      /Setting policy "ha-two"/,
    );
  } else {
    await shell.run(
      `rabbitctl set_policy -p shop --apply-to queues short '^two\\.' '{"max-length":1000}'`,
      /Setting policy "short"/,
    );
  }
  await shell.run('rabbitctl list_policies -p shop', /shop\t/);

  shell.say('An application declares queues as alice and publishes ten messages to each.');
  await publishSome(`amqp://alice:${encodeURIComponent('correct horse')}@${lab.hosts[0]?.address}:5672/shop`);
  await shell.runOnceIn(
    'rabbitctl list_queues -p shop name type messages policy',
    /audit\tquorum\t10[\s\S]*two\.orders\t\w+\t10\t\w/,
  );
  await shell.run('rabbitctl list_queues -p shop name messages --formatter json | jq -c "map(.messages) | add"', '20');
  await shell.run('rabbitctl export_definitions - | jq -c "[.queues[].name] | sort"', '["audit","two.orders"]');

  shell.say(`${three} leaves the cluster by itself.`);
  for (const step of ['stop_app', 'reset', 'start_app']) await shell.run(`rabbitctl -n ${three} ${step}`, / node /);
  await shell.run(
    'rabbitctl cluster_status --formatter json | jq -c ".running_nodes | sort"',
    JSON.stringify([one, two]),
  );

  shell.say(`${two} is stopped, and removed by the one that remains.`);
  await shell.run(`rabbitctl -n ${two} stop_app`, /Stopping/);
  await shell.run('rabbitctl list_users', /alice/);
  await shell.run(`rabbitctl -n ${one} forget_cluster_node ${two}`, /Removing node/);
  await shell.run(`rabbitctl -n ${one} cluster_status --formatter json | jq -c .disk_nodes`, JSON.stringify([one]));
}
