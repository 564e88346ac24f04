import { adConnector } from "./ad-connector";
import { cloudConnector } from "./cloud-connector";
import { configuration } from "./configuration";
export const checks = [adConnector, cloudConnector, configuration];
