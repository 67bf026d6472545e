/** What the tracker tells of the board, for the operator's log. */
export interface JiraNotice {
  readonly kind:
    /** A project lacks a column with a meaning. */
    | 'column-missing'
    /** A project that lacked a column for decisions has all of them. */
    | 'columns-complete'
    /** A fresh answer calls a status otherwise than the list of statuses did, which was read again. */
    | 'status-renamed'
    /** The site drops what our moves write into their history entries. */
    | 'marks-dropped'
    /** One configured name stands for several statuses of one project. */
    | 'name-shared'
    /** A create screen has no description. */
    | 'description-missing'
    /** A person moved a card to a column that means nothing. */
    | 'moved-to-nothing';
  readonly level: 'info' | 'warn';
  /** What happened, where, and what to do. */
  readonly message: string;
}
