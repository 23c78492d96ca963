// What goes into a descriptor set.

export interface DescriptorSetOptions {
  /** All files that the given ones import too, directly or not, each before those that import it. Default: false. */
  readonly includeImports?: boolean;
  /** Places and comments of everything: SourceCodeInfo. Default: false. */
  readonly includeSourceInfo?: boolean;
  /** Options that descriptor.proto or their own declaration call RETENTION_SOURCE. Default: false. */
  readonly retainOptions?: boolean;
}
