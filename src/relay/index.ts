export { startBroker, type Broker, type BrokerOptions } from "./broker";
export {
  RelayListener,
  type ListenerOptions,
  type ListenerState,
  type RelayRequest,
  type RelayResponse,
} from "./listener";
export { RelaySender, type SenderOptions, type SendResult } from "./sender";
export type { SasKey, SasRule } from "./sas";
