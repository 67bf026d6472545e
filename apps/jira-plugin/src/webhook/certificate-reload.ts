import type { TlsOptions } from 'node:tls';
import { describeFailure } from '@org/plugin-host';
import type { WebhookLog } from './bounds/bounded-log.ts';
import { readTlsFiles, tlsFilesStamp, type TlsSettings } from './tls-files.ts';

export interface CertificateReloadOptions {
  readonly tls: TlsSettings;
  readonly server: { setSecureContext(options: TlsOptions): void };
  readonly log: WebhookLog;
  readonly everyMs: number;
}

/**
 * Takes renewed certificates into use without a restart; Caddy and cert-manager renew every few weeks. A pair that
 * does not fit, as in the middle of a renewal, is left alone until the next look. Answers how to stop.
 */
export function reloadCertificate({ tls, server, log, everyMs }: CertificateReloadOptions): () => void {
  let inUse = tlsFilesStamp(tls);
  const look = () => {
    const stamp = tlsFilesStamp(tls);
    if (stamp === inUse) return;
    try {
      const { ca, ...pair } = readTlsFiles(tls);
      server.setSecureContext(ca === undefined ? pair : { ...pair, ca });
      inUse = stamp;
      log.info({}, 'webhook certificate reloaded');
    } catch (error) {
      log.warn({ reason: describeFailure(error) }, 'webhook certificate changed but cannot be used yet');
    }
  };
  const timer = setInterval(look, everyMs).unref();
  return () => clearInterval(timer);
}
