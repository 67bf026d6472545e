// The core's Teleport ports, over a client.
export { createTeleportAccessRequests } from './teleport-access-requests.ts';
export { createTeleportPluginDataStore } from './teleport-plugin-data-store.ts';
export { createTeleportDirectory } from './teleport-directory.ts';
export type { TeleportDirectoryOptions } from './teleport-directory.ts';

// For a program that calls the client itself beside the ports.
export { inCoreTerms, toAccessPluginError } from './to-access-plugin-error.ts';
