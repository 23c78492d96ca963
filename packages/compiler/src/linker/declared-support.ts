// What `feature_support` and `targets` of a declaration say, read.

/** Editions are numbers as descriptor.proto has them. */
export interface DeclaredSupport {
  readonly introduced: number | undefined;
  readonly deprecated: number | undefined;
  readonly warning: string | undefined;
  readonly removed: number | undefined;
  readonly removal: string | undefined;
  /** `TARGET_TYPE_FILE` and so on; none where it may stand on everything. */
  readonly targets: readonly string[];
}
