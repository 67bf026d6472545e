import type { JiraSite } from '../engine/site.ts';
import type { Credential, JiraUser } from '../engine/user.ts';

/** How a caller came: on the site's own host, or through the API gateway. */
export interface Entrance {
  readonly authorization: string | undefined;
  readonly sessionCookie: string | undefined;
  readonly gateway: boolean;
}

/** An answer that ends the call before any route sees it. */
interface EarlyAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** Who is calling; with headers to add, and an answer where Jira stops here. */
export interface SignedIn {
  readonly actor: JiraUser | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly stop?: EarlyAnswer;
}

/** Passwords tried in vain before Data Center asks for a CAPTCHA. */
const CAPTCHA_AFTER = 3;

/** The door of the site: who is let in by which credential, as Cloud and Data Center tell. */
export class SignIn {
  readonly #site: JiraSite;
  readonly #failures = new Map<string, number>();
  readonly #sessions = new Map<string, string>();

  constructor(site: JiraSite) {
    this.#site = site;
  }

  /** Forgets failed logins and sessions. */
  reset(): void {
    this.#failures.clear();
    this.#sessions.clear();
  }

  /** Lets a locked account in again, as a CAPTCHA solved in a browser does. */
  solveCaptcha(name: string): void {
    this.#failures.delete(name);
  }

  /** Data Center's cookie session for a name and password, or the reason why not. */
  openSession(name: string, password: string): SignedIn & { readonly session?: string } {
    const result = this.#password(name, password);
    if (result.actor === undefined) return result;
    const session = `${this.#site.now().toString(16)}${(this.#sessions.size + 1).toString(16)}`.toUpperCase();
    this.#sessions.set(session, result.actor.id);
    return { ...result, session };
  }

  /** Looks at the credential of a call. */
  enter(entrance: Entrance): SignedIn {
    const { authorization, sessionCookie } = entrance;
    if (this.#site.settings.tokensDead) return this.#dead(authorization);
    if (sessionCookie !== undefined) {
      const actor = this.#site.users.find((user) => user.id === this.#sessions.get(sessionCookie));
      if (actor !== undefined) return { actor, headers: {} };
    }
    if (authorization === undefined) return ANONYMOUS;
    const basic = /^Basic ([A-Za-z0-9+/=]+)$/.exec(authorization)?.[1];
    const bearer = /^Bearer (\S+)$/.exec(authorization)?.[1];
    if (this.#site.deployment === 'datacenter') return this.#dataCenter(basic, bearer);
    if (bearer !== undefined) return this.#cloudBearer(bearer, entrance.gateway);
    return basic === undefined ? ANONYMOUS : this.#cloudBasic(basic, entrance.gateway);
  }

  /** An expired token: Cloud serves the call as anonymous, Data Center refuses the bearer. */
  #dead(authorization: string | undefined): SignedIn {
    if (authorization === undefined) return ANONYMOUS;
    if (this.#site.deployment === 'datacenter') return { ...ANONYMOUS, stop: json(401, BAD_BEARER) };
    return { actor: undefined, headers: { 'X-Seraph-LoginReason': 'AUTHENTICATED_FAILED' } };
  }

  #cloudBasic(encoded: string, gateway: boolean): SignedIn {
    const [email, token] = decodePair(encoded);
    const actor = this.#site.users.find((user) => user.email.toLowerCase() === email.toLowerCase());
    if (actor !== undefined && has(actor, 'api-token', token)) return { actor, headers: {} };
    if (actor !== undefined && has(actor, 'scoped-token', token)) {
      if (gateway) return { actor, headers: {} };
      return { ...ANONYMOUS, stop: html(401, 'Client must be authenticated to access this resource.') };
    }
    return {
      actor: undefined,
      headers: email === '' ? {} : { 'X-Seraph-LoginReason': 'AUTHENTICATED_FAILED' },
    };
  }

  #cloudBearer(token: string, gateway: boolean): SignedIn {
    if (!gateway) {
      const jwt = /^[\w-]+\.[\w-]+\.[\w-]+$/.test(token);
      const stop = jwt
        ? html(401, 'Client must be authenticated to access this resource.')
        : json(403, { error: 'Failed to parse Connect Session Auth Token' });
      return { ...ANONYMOUS, stop };
    }
    const actor = this.#site.users.find((user) => has(user, 'scoped-token', token));
    if (actor !== undefined) return { actor, headers: {} };
    return { ...ANONYMOUS, stop: json(401, { code: 401, message: 'Unauthorized' }) };
  }

  #dataCenter(basic: string | undefined, bearer: string | undefined): SignedIn {
    if (bearer !== undefined) {
      const actor = this.#site.users.find((user) => has(user, 'pat', bearer));
      return actor === undefined ? { ...ANONYMOUS, stop: json(401, BAD_BEARER) } : { actor, headers: {} };
    }
    if (basic === undefined) return ANONYMOUS;
    const [name, password] = decodePair(basic);
    return this.#password(name, password);
  }

  /** Past a few wrong passwords even the right one is refused until an administrator resets the count. */
  #password(name: string, password: string): SignedIn {
    if ((this.#failures.get(name) ?? 0) >= CAPTCHA_AFTER) return DENIED;
    const actor = this.#site.users.find((user) => user.name === name && has(user, 'password', password));
    if (actor !== undefined) {
      this.#failures.delete(name);
      return { actor, headers: { 'X-Seraph-LoginReason': 'OK' } };
    }
    this.#failures.set(name, (this.#failures.get(name) ?? 0) + 1);
    return {
      actor: undefined,
      headers: { 'X-Seraph-LoginReason': 'AUTHENTICATED_FAILED', 'WWW-Authenticate': 'OAuth realm="jira"' },
      stop: html(401, 'Basic Authentication Failure - Reason : AUTHENTICATED_FAILED'),
    };
  }
}

const ANONYMOUS: SignedIn = { actor: undefined, headers: {} };

const BAD_BEARER = { message: 'Client must be authenticated to access this resource.', 'status-code': 401 };

const DENIED: SignedIn = {
  actor: undefined,
  headers: {
    'X-Seraph-LoginReason': 'AUTHENTICATION_DENIED',
    'X-Authentication-Denied-Reason': 'CAPTCHA_CHALLENGE; login-url=/login.jsp',
    'WWW-Authenticate': 'OAuth realm="jira"',
  },
  stop: html(403, 'Basic Authentication Failure - Reason : AUTHENTICATION_DENIED'),
};

function has(user: JiraUser, kind: Credential['kind'], secret: string): boolean {
  if (user.active === false || secret === '') return false;
  return user.credentials?.some((one) => one.kind === kind && one.secret === secret) ?? false;
}

function decodePair(encoded: string): readonly [string, string] {
  const text = Buffer.from(encoded, 'base64').toString();
  const colon = text.indexOf(':');
  return colon < 0 ? ['', ''] : [text.slice(0, colon), text.slice(colon + 1)];
}

function json(status: number, body: unknown): EarlyAnswer {
  return { status, contentType: 'application/json;charset=UTF-8', body: JSON.stringify(body) };
}

function html(status: number, text: string): EarlyAnswer {
  const body = `<html><head><title>${text}</title></head><body><h1>${text}</h1></body></html>`;
  return { status, contentType: 'text/html;charset=UTF-8', body };
}
