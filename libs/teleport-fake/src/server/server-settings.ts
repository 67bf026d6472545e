/** How the server behaves. Every field may be changed while it runs. */
export interface ServerSettings {
  /** Clients that send an older `version` are rejected and cut off; `undefined` checks nothing. */
  minClientVersion: string | undefined;
  /** `host:port` for links, from Ping. */
  proxyPublicAddr: string;
  /** Cut a connection when its client certificate expires, as clusters with disconnect_expired_cert do. */
  disconnectExpiredCert: boolean;
  /** The Enterprise feature without which plugins show no links. */
  advancedAccessWorkflows: boolean;
  /** False: ListAccessRequests answers UNIMPLEMENTED, as servers before it do. */
  listAccessRequests: boolean;
  /** False: INIT comes without the accepted kinds, as from older servers. */
  watchStatus: boolean;
  /**
   * How often the store is polled for what to tell watchers, in milliseconds; 0 tells at once. A stream from a polled
   * store begins with the changes of the interval before it was opened.
   */
  watchPollMs: number;
  /** Lists answer from this many milliseconds ago; 0 is fresh. */
  staleListMs: number;
  /** Lists stop silently after this many requests; `undefined` is whole. */
  truncateListTo: number | undefined;
  /** Methods that answer UNIMPLEMENTED. */
  unimplemented: readonly string[];
}

/** A current Enterprise cluster without oddities. */
export const DEFAULT_SETTINGS: ServerSettings = {
  minClientVersion: undefined,
  proxyPublicAddr: 'teleport.example.com:443',
  disconnectExpiredCert: false,
  advancedAccessWorkflows: true,
  listAccessRequests: true,
  watchStatus: true,
  watchPollMs: 0,
  staleListMs: 0,
  truncateListTo: undefined,
  unimplemented: [],
};
