import * as grpc from '@grpc/grpc-js';
import { checkBudget, type Budget } from '../calls/budget.ts';
import { notDone } from '../errors/not-done.ts';
import type { TeleportError } from '../errors/teleport-error.ts';
import { toConnectError } from '../errors/connect-error.ts';
import type { DialPlan } from './dial-plan.ts';
import { formatHostPort } from './host-port.ts';
import { secureConnection, type SecureConnectionOptions } from './secure-connection.ts';
import { TeleportCredentials } from './teleport-credentials.ts';

const { connectivityState: state } = grpc;

const MAX_ANSWER_BYTES = 32 * 1024 * 1024;

/** One gRPC channel over one route. It connects when first used and again after a loss. */
export interface Link {
  readonly plan: DialPlan;
  readonly client: grpc.Client;
  /** Why the newest attempt failed, where it was ours to make. */
  readonly dialError: () => TeleportError | undefined;
  /** Resolves when a call can be sent; rejects, with nothing sent, when connecting fails or takes too long. */
  established(budget: Budget): Promise<void>;
  /** True when there has been no connection for longer than one attempt may take, so that a new link should be tried. */
  stuck(): boolean;
  close(): void;
}

/** What a link needs beside its plan. */
export type LinkOptions = Omit<SecureConnectionOptions, 'signal'>;

/** Makes a link. Nothing is connected yet. */
export function openLink(plan: DialPlan, options: LinkOptions): Link {
  const address = formatHostPort(plan.address);
  let dialError: TeleportError | undefined;
  // A failed attempt does not reset it: the next one may hang, which a channel that has failed does not show.
  let connectingSince: number | undefined;
  const credentials = new TeleportCredentials(async (tcp) => {
    try {
      return await secureConnection(tcp, plan, options);
    } catch (error) {
      dialError = toConnectError(error, address);
      throw dialError;
    }
  });
  const target = `dns:${formatHostPort(plan.firstHop)}`;
  const channel = new grpc.Channel(target, credentials, channelOptions(address));
  const stuck = () =>
    connectingSince !== undefined && performance.now() - connectingSince >= options.connectTimeoutMs;

  async function established(budget: Budget): Promise<void> {
    for (;;) {
      checkBudget(budget, `Connecting to ${address}`);
      const now = channel.getConnectivityState(true);
      if (now === state.READY) connectingSince = undefined;
      // A failed channel answers the call itself, at once and with the reason.
      if (now === state.READY || now === state.TRANSIENT_FAILURE) return;
      if (now === state.SHUTDOWN) throw notDone('closed', 'The Teleport client is closed.');
      connectingSince ??= performance.now();
      if (stuck()) throw connectTimeout(address, options.connectTimeoutMs);
      const left = options.connectTimeoutMs - (performance.now() - connectingSince);
      await change(channel, now, { signal: budget.signal, ms: Math.min(left, budget.remainingMs()) });
    }
  }

  return {
    plan,
    client: new grpc.Client(target, credentials, { channelOverride: channel }),
    dialError: () => dialError,
    established,
    stuck,
    close: () => channel.close(),
  };
}

function channelOptions(address: string): grpc.ChannelOptions {
  return {
    'grpc.default_authority': address,
    // The Auth Service answers more than one ping a minute with GOAWAY.
    'grpc.keepalive_time_ms': 65_000,
    'grpc.keepalive_timeout_ms': 60_000,
    'grpc.keepalive_permit_without_calls': 1,
    'grpc.initial_reconnect_backoff_ms': 250,
    'grpc.min_reconnect_backoff_ms': 250,
    'grpc.max_reconnect_backoff_ms': 2_000,
    // No DNS queries for a service configuration that Teleport never publishes.
    'grpc.service_config_disable_resolution': 1,
    // The environment's HTTP proxy is a hop of our own plan, never gRPC's.
    'grpc.enable_http_proxy': 0,
    'grpc-node.flow_control_window': 1024 * 1024,
    // Teleport sends pages of any size; gRPC's own limit of 4 MiB would make a long list unreadable.
    'grpc.max_receive_message_length': MAX_ANSWER_BYTES,
  };
}

function connectTimeout(address: string, ms: number): TeleportError {
  return notDone(
    'connect-timeout',
    `Connecting to ${address}: no connection within ${ms} ms. Check firewalls, and that this is the right host and port.`,
  );
}

function change(
  channel: grpc.Channel,
  from: grpc.connectivityState,
  { signal, ms }: { readonly signal: AbortSignal; readonly ms: number },
): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      signal.removeEventListener('abort', done);
      resolve();
    };
    signal.addEventListener('abort', done, { once: true });
    channel.watchConnectivityState(from, new Date(Date.now() + Math.max(1, ms)), done);
  });
}
