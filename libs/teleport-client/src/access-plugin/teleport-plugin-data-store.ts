import type { PluginDataStore } from '@org/access-plugin-core';
import type { TeleportClient } from '../teleport-client.ts';
import { inCoreTerms } from './to-access-plugin-error.ts';

/** The core's port `PluginDataStore` over a client, under this plugin's name, for example `jira`. */
export function createTeleportPluginDataStore(client: TeleportClient, plugin: string): PluginDataStore {
  return {
    read: (requestId, call) => inCoreTerms(client.getPluginData({ resource: requestId, plugin }, call)),
    compareAndSwap: (requestId, { expect, set }, call) =>
      inCoreTerms(client.updatePluginData({ resource: requestId, plugin, expect, set }, call)),
  };
}
