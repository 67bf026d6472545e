/** Why Jira would not do it; each code stands for one HTTP status. */
export type RefusalCode =
  'invalid' | 'unauthenticated' | 'forbidden' | 'not-found' | 'conflict' | 'gone' | 'too-large' | 'broken';

const STATUS: Readonly<Record<RefusalCode, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  gone: 410,
  'too-large': 413,
  broken: 500,
};

interface RefusalText {
  readonly errorMessages?: readonly string[];
  readonly errors?: Readonly<Record<string, string>>;
  /** Jira leaves the `errors` key out for unreadable bodies. */
  readonly bare?: boolean;
}

/** A refusal in Jira's own words: `errorMessages` for the whole call, `errors` by field. */
export class JiraRefusal extends Error {
  readonly code: RefusalCode;
  readonly status: number;
  readonly errorMessages: readonly string[];
  readonly errors: Readonly<Record<string, string>> | undefined;

  constructor(code: RefusalCode, text: string | RefusalText) {
    const { errorMessages, errors, bare } =
      typeof text === 'string' ? { errorMessages: [text], errors: {}, bare: false } : text;
    super([...(errorMessages ?? []), ...Object.values(errors ?? {})].join(' '));
    this.name = 'JiraRefusal';
    this.code = code;
    this.status = STATUS[code];
    this.errorMessages = errorMessages ?? [];
    this.errors = bare === true ? undefined : (errors ?? {});
  }

  /** The answer's JSON body. */
  body(): Record<string, unknown> {
    return {
      errorMessages: this.errorMessages,
      ...(this.errors === undefined ? {} : { errors: this.errors }),
    };
  }
}

/** A refusal about one field. */
export function fieldRefusal(field: string, text: string): JiraRefusal {
  return new JiraRefusal('invalid', { errors: { [field]: text } });
}
