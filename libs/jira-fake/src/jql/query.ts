/** How a clause compares. */
export type JqlOperator =
  '=' | '!=' | '<' | '>' | '<=' | '>=' | '~' | '!~' | 'in' | 'not in' | 'is' | 'is not';

/** A tree of conditions. */
export type JqlCondition =
  | { readonly kind: 'all'; readonly parts: readonly JqlCondition[] }
  | { readonly kind: 'any'; readonly parts: readonly JqlCondition[] }
  | { readonly kind: 'not'; readonly part: JqlCondition }
  | {
      readonly kind: 'clause';
      readonly field: string;
      readonly operator: JqlOperator;
      readonly operands: readonly string[];
    };

/** A field to sort by. */
export interface JqlOrder {
  readonly field: string;
  readonly descending: boolean;
}

/** A whole query. Without a condition it is unbounded. */
export interface JqlQuery {
  readonly condition: JqlCondition | undefined;
  readonly order: readonly JqlOrder[];
}
