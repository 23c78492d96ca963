// What the options of one element say.

import type { OptionNode } from "../../ast/index.js";
import type { MessageDescriptor, MessageValue } from "../../descriptor/index.js";

export interface InterpretedOptions {
  /** The message of descriptor.proto that holds them: `google.protobuf.FieldOptions`. */
  readonly type: MessageDescriptor;
  /**
   * Each option in a message of its own: those that descriptor.proto declares first, then custom ones, both in
   * the order of the file.
   */
  readonly records: readonly MessageValue[];
  /** Field numbers, and the index in a repeated field, that lead to each option. */
  readonly paths: ReadonlyMap<OptionNode, readonly number[]>;
}
