import * as grpc from '@grpc/grpc-js';
import type { Socket } from 'node:net';

/**
 * Channel credentials that make the whole connection themselves, on the TCP socket that gRPC opened: gRPC's own
 * always offer only `h2`, and cannot put anything between TCP and TLS. These are underscore methods of grpc-js, so
 * its version is pinned and the contract specs hold them to their behaviour.
 */
export class TeleportCredentials extends grpc.ChannelCredentials {
  readonly #secure: (tcp: Socket) => Promise<Socket>;

  /** `secure` turns the TCP connection into an authenticated one, or rejects. */
  constructor(secure: (tcp: Socket) => Promise<Socket>) {
    super();
    this.#secure = secure;
  }

  override _isSecure(): boolean {
    return true;
  }

  override _equals(other: grpc.ChannelCredentials): boolean {
    return this === other;
  }

  override _createSecureConnector(
    _target: unknown,
    _options: grpc.ChannelOptions,
    callCredentials: grpc.CallCredentials = grpc.CallCredentials.createEmpty(),
  ): grpc.experimental.SecureConnector {
    return {
      connect: async (tcp) => ({ socket: await this.#secure(tcp), secure: true }),
      waitForReady: () => Promise.resolve(),
      getCallCredentials: () => callCredentials,
      destroy: () => undefined,
    };
  }
}
