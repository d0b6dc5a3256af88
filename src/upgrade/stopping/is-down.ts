import type { BrokerProbe } from '../../ssh/broker-service.js';

/** Nothing of the broker runs on that machine, by its own word. */
export const isDown = ({ service, processes }: BrokerProbe): boolean =>
  (service === 'inactive' || service === 'failed') && processes === 0;

/** True when nothing of the broker is left there; else what is. */
export function leftOfBroker({ service, processes, registered }: BrokerProbe): true | string {
  if (service !== 'inactive' && service !== 'failed') return `its service is ${service}`;
  if (processes > 0) return `${processes} of its processes ${processes === 1 ? 'is' : 'are'} still there`;
  return registered ? 'epmd still knows its name' : true;
}
