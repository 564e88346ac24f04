import { adConnector } from "./ad-connector";
import { cloudConnector } from "./cloud-connector";
import { configuration } from "./configuration";
import { watermark } from "./watermark";
export const checks = [adConnector, cloudConnector, configuration, watermark];
