import type { Account } from '../../src/domain/ticket.ts';

/** Everybody who has an account on the board. */
export type AccountName = 'bot' | 'ann' | 'ben' | 'rita' | 'ulf' | 'ian' | 'auto' | 'oldbot' | 'ghost';

/** The requester's user name. */
export const requester = 'rita@example.com';

/** The plugin's own account. */
export const bot = account('bot', 'human');

/**
 * ann and ben review, rita asks, ulf is nobody's account, ian left, auto is a rule, oldbot is the account used before; of ghost the
 * board does not say who it is. */
export const accounts: Readonly<Record<AccountName, Account>> = {
  bot,
  ann: account('ann', 'human'),
  ben: account('ben', 'human'),
  rita: account('rita', 'human'),
  ulf: account('ulf', 'human'),
  ian: { ...account('ian', 'human'), active: false },
  auto: account('auto', 'app'),
  oldbot: account('oldbot', 'human'),
  ghost: account('ghost', 'unknown'),
};

/** Which user an account is, as the directory of every cluster knows it. */
export const users: Readonly<Partial<Record<string, string>>> = {
  ann: 'ann',
  ben: 'ben',
  rita: requester,
  ian: 'ian',
};

function account(id: AccountName, kind: Account['kind']): Account {
  return { id, kind, active: true, displayName: id };
}
