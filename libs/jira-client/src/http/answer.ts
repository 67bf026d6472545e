/** One HTTP answer, read whole. */
export interface Answer {
  readonly status: number;
  /** By lower-case name; several values of one header joined with a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Whether the answer says that its body is JSON. */
export function isJson(answer: Answer): boolean {
  return /^application\/([\w.+-]*\+)?json\b/i.test(answer.headers['content-type'] ?? '');
}

/** The parsed body, or `undefined` when it is not JSON. */
export function jsonOf(answer: Answer): unknown {
  try {
    return JSON.parse(answer.body) as unknown;
  } catch {
    return undefined;
  }
}

/**
 * Whom the answer was given to: the account id (Cloud) or user name (Data Center), `'anonymous'` for
 * nobody, `undefined` when the answer does not say.
 */
export function answeredTo(answer: Answer): string | undefined {
  if (/AUTHENTICATED_FAILED|AUTHENTICATION_DENIED/.test(answer.headers['x-seraph-loginreason'] ?? '')) {
    return 'anonymous';
  }
  const named = answer.headers['x-aaccountid'] ?? answer.headers['x-ausername'];
  return named === undefined || named === '' ? undefined : decodeName(named);
}

function decodeName(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
