import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';

interface Delivery {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Ends the attempt. */
  readonly signal: AbortSignal;
}

/** How long Jira waits for an answer, ms. */
const ANSWER_MS = 20_000;

/** Posts once and gives the status; `undefined` where no answer came. Any certificate is taken: this is a mock's world. */
export function post({ url, headers, body, signal }: Delivery): Promise<number | undefined> {
  return new Promise((resolve) => {
    const target = new URL(url);
    const options = {
      method: 'POST',
      signal,
      headers: { ...headers, 'Content-Length': Buffer.byteLength(body) },
    };
    const sent =
      target.protocol === 'https:'
        ? httpsRequest(target, { ...options, agent: false, rejectUnauthorized: false })
        : httpRequest(target, { ...options, agent: false });
    sent.setTimeout(ANSWER_MS, () => sent.destroy());
    sent.on('response', (answer) => {
      answer.resume();
      answer.on('close', () => resolve(answer.statusCode));
    });
    sent.on('error', () => resolve(undefined));
    sent.end(body);
  });
}
