/** A secret that signs a user in, and where it is good for. */
export interface Credential {
  /**
   * `api-token`: Cloud site host, Basic with the e-mail. `scoped-token`: Cloud, only through the API gateway.
   * `pat`: Data Center, Bearer. `password`: Data Center, Basic with the login name.
   */
  readonly kind: 'api-token' | 'scoped-token' | 'pat' | 'password';
  readonly secret: string;
}

/** One account. `id` is the accountId on Cloud and the user key on Data Center. */
export interface JiraUser {
  readonly id: string;
  /** Login name; shown on Data Center alone. */
  readonly name: string;
  readonly displayName: string;
  readonly email: string;
  /** Whether others see the e-mail on Cloud. The owner always does. Default false. */
  readonly emailVisible?: boolean;
  /** The language of names that Jira translates. Default `en_US`. */
  readonly locale?: string;
  /** Default `atlassian`. */
  readonly accountType?: 'atlassian' | 'app' | 'customer';
  /** Default true. */
  readonly active?: boolean;
  /** Default false. */
  readonly administrator?: boolean;
  readonly credentials?: readonly Credential[];
}
