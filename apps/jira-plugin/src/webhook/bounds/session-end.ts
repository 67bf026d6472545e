import type { Http2Session } from 'node:http2';
import type { WebhookLimits } from './limits.ts';

/** Streams that are open when the session ends may finish; a moment later it is cut. */
export function endAfter(session: Http2Session, { sessionMs, closeMs }: WebhookLimits): void {
  const end = setTimeout(() => session.close(), sessionMs).unref();
  const cut = setTimeout(() => session.destroy(), sessionMs + closeMs).unref();
  session.once('close', () => {
    clearTimeout(end);
    clearTimeout(cut);
  });
}
