/** Key to value; the cluster never stores an empty value. */
export type PluginDataMap = Readonly<Record<string, string>>;

/** What plugins remember about one resource. It outlives the resource until `expiresMs`. */
export interface PluginDataRecord {
  readonly kind: string;
  readonly resource: string;
  /** Plugin name to that plugin's own map. */
  readonly entries: Readonly<Record<string, PluginDataMap>>;
  readonly expiresMs: number;
  readonly revision: string;
}

/** Which records to read: those that hold an entry of the plugin. An empty `resource` or `plugin` means any. */
export interface PluginDataFilter {
  readonly kind: string;
  readonly resource?: string;
  readonly plugin?: string;
}

/** A compare-and-swap on one plugin's map. */
export interface PluginDataUpdate {
  readonly kind: string;
  readonly resource: string;
  readonly plugin: string;
  /** Key to new value; "" deletes the key; other keys stay. */
  readonly set: PluginDataMap;
  /** Key to value it must have now; "" means absent; unlisted keys are not checked; empty means unconditional. */
  readonly expect?: PluginDataMap;
}
