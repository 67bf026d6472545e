import {
  defaulted,
  flag,
  oneOf,
  optional,
  type Reading,
  readOpenTable,
  readSettings,
  type Secret,
  type SecretReader,
  tableAt,
  text,
  textList,
  type Values,
} from '@org/plugin-host';

/** What a moved card does in Teleport. */
export type DecisionMode = 'override' | 'review' | 'review-for-user' | 'off';

export interface DecisionsConfig {
  readonly mode: DecisionMode;
  /** With it, a record without a valid seal never decides. */
  readonly sealKey: Secret | undefined;
  /** Jira account id (Data Center: user key) to Teleport user name. */
  readonly users: ReadonlyMap<string, string>;
  /** The Teleport trait that holds a user's Jira account id. */
  readonly userTrait: string | undefined;
  /** Domains, in lower case, whose e-mail addresses are taken as Teleport user names. Empty: none. */
  readonly emailDomains: readonly string[];
  /** Account ids of automation that may decide. */
  readonly automationAccounts: readonly string[];
}

/** Shorter keys can be guessed by trying. */
const MIN_SEAL_KEY = 16;

export const decisionsSettings = {
  mode: defaulted('override', {
    kind: oneOf(['override', 'review', 'review-for-user', 'off']),
    meaning:
      'What a moved card does: "override" sets the request\'s state, "review" submits a review as the plugin, "review-for-user" submits the review of the person who moved it, "off" nothing.',
    guards: true,
  }),
  seal_key: optional({
    kind: text('a key of at least 16 characters, or a file that holds it'),
    meaning: "Seals the plugin's records in Teleport against change by other integrations. May be a file.",
    example: '/var/lib/teleport/plugins/jira/seal-key',
    guards: true,
  }),
  user_trait: optional({
    kind: text("a trait's name"),
    meaning: "The Teleport trait that holds a user's Jira account id.",
    example: 'jira_account_id',
    guards: true,
  }),
  match_email: defaulted(false, {
    kind: flag,
    meaning: 'Take an e-mail address that Jira shows as the Teleport user name, for email_domains only.',
    example: true,
    guards: true,
  }),
  email_domains: defaulted([], {
    kind: textList('a list of domains'),
    meaning: 'The domains for match_email.',
    example: ['example.com'],
    guards: true,
  }),
  automation_accounts: defaulted([], {
    kind: textList('a list of account ids'),
    meaning: 'Automation accounts that may decide. All others may not.',
    example: ['557058:f58131cb-b67d-43c7-b30d-6b58d40bd077'],
  }),
};

type DecisionsValues = Values<typeof decisionsSettings>;

export const decisionUserEntry = {
  kind: text('the name of a Teleport user'),
  example: 'alice@example.com',
} as const;

/** Reads `[decisions]` and `[decisions.users]`. */
export function readDecisions(reading: Reading, secrets: SecretReader): DecisionsConfig {
  const values = readSettings(reading, 'decisions', decisionsSettings);
  const users = readOpenTable(reading, 'decisions.users', decisionUserEntry);
  checkMapping(values, reading);
  return {
    mode: values.mode,
    sealKey: secrets.read('decisions.seal_key', values.seal_key, (key) => key.length >= MIN_SEAL_KEY),
    users,
    userTrait: values.user_trait,
    emailDomains: values.match_email ? values.email_domains.map((domain) => domain.toLowerCase()) : [],
    automationAccounts: values.automation_accounts,
  };
}

function checkMapping(values: DecisionsValues, reading: Reading): void {
  const { findings } = reading;
  if (values.match_email && values.email_domains.length === 0) {
    findings.faults.push({
      key: 'decisions.email_domains',
      problem: 'is empty, though match_email is true',
      expected: 'the domains whose addresses may be matched',
      example: 'email_domains = ["example.com"]',
    });
  }
  const hasTable = Object.keys(tableAt(reading, 'decisions.users')).length > 0;
  if (values.mode !== 'review-for-user' || hasTable || values.match_email || values.user_trait !== undefined)
    return;
  findings.faults.push({
    key: 'decisions.mode',
    problem: 'is "review-for-user", but nothing says which Teleport user a Jira account is',
    expected: 'one of user_trait, match_email with email_domains, or [decisions.users]',
    example: 'user_trait = "jira_account_id"',
  });
}
