import {
  anyText,
  optional,
  type Reading,
  readSettings,
  type Secret,
  type SecretReader,
  text,
} from '@org/plugin-host';

/** What a caller of the endpoint must present. */
export interface BasicAuth {
  readonly user: string;
  readonly password: Secret;
}

export const basicAuthSettings = {
  user: optional({
    kind: anyText('a user name'),
    meaning: 'The user in the URL of the webhook.',
    example: 'jira',
  }),
  password: optional({
    kind: text('a password, or a file that holds it'),
    meaning: 'The password in the URL of the webhook. May be a file.',
    example: '/var/lib/teleport/plugins/jira/webhook-password',
    guards: true,
  }),
};

interface BasicAuthReading {
  readonly required: BasicAuth | undefined;
  /** The public address without its credentials. */
  readonly publicAddress: string | undefined;
}

/** Reads `[http.basic_auth]` and the credentials in `public_addr`, of which only one may be given. */
export function readBasicAuth(
  reading: Reading,
  secrets: SecretReader,
  publicAddr: string | undefined,
): BasicAuthReading {
  const values = readSettings(reading, 'http.basic_auth', basicAuthSettings);
  const address = publicAddressOf(publicAddr, reading);
  const user = values.user === '' ? undefined : values.user;
  if (address?.user !== undefined && (user !== undefined || values.password !== undefined)) {
    fault(reading, 'http.public_addr', 'holds a user and password, and so does [http.basic_auth]');
  }
  if (user === undefined && values.password !== undefined) {
    fault(reading, 'http.basic_auth.user', 'is missing, though a password is given');
  }
  if (user !== undefined && values.password === undefined) {
    fault(reading, 'http.basic_auth.password', 'is missing, though a user is given');
  }
  const own = secrets.read('http.basic_auth.password', values.password);
  const inAddress = address?.password === undefined ? undefined : secretOf(secrets, address.password);
  return {
    required: together(user, own) ?? together(address?.user, inAddress),
    publicAddress: address?.text,
  };
}

interface PublicAddress {
  readonly text: string;
  readonly user?: string;
  readonly password?: string;
}

function publicAddressOf(text: string | undefined, reading: Reading): PublicAddress | undefined {
  if (text === undefined || text.trim() === '') return undefined;
  const full = text.includes('://') ? text.trim() : `https://${text.trim()}`;
  const url = URL.canParse(full) ? new URL(full) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.hostname === '') {
    fault(reading, 'http.public_addr', 'is not an address');
    return undefined;
  }
  const { username, password } = url;
  const bare = `${url.protocol}//${url.host}${url.pathname}`;
  if (username === '' && password === '') return { text: bare };
  if (username === '' || password === '') {
    fault(reading, 'http.public_addr', 'holds a user or a password but not both');
    return { text: bare };
  }
  return { text: bare, user: decode(username), password: decode(password) };
}

/** A stray percent sign stands for itself. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function secretOf(secrets: SecretReader, password: string): Secret | undefined {
  return secrets.read('http.public_addr', password);
}

function together(user: string | undefined, password: Secret | undefined): BasicAuth | undefined {
  return user === undefined || password === undefined ? undefined : { user, password };
}

function fault({ findings }: Reading, key: string, problem: string): void {
  findings.faults.push({
    key,
    problem,
    expected: 'a host name or an http(s) address, and user and password in one place only',
    example: key === 'http.public_addr' ? 'public_addr = "teleport-jira.example.com"' : 'user = "jira"',
  });
}
