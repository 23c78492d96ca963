// What writing one file needs at hand: the writer, the options of elements, and the paths of those that
// were left out.

import type { OptionNode } from "../ast/index.js";
import { type MessageValue, type ProtoWriter, writeMessageValue } from "../descriptor/index.js";
import type { CompileResult, InterpretedOptions } from "../linker/index.js";
import type { DescriptorSetOptions } from "./options.js";
import { retainedOptions, strippedOptions } from "./options-form.js";

/** Where an element is in its FileDescriptorProto: field numbers and indexes in turn. */
export type Path = readonly number[];

export class FileEncoding {
  readonly writer: ProtoWriter;
  readonly result: CompileResult;
  /** Paths of options that were left out, and of options messages of which nothing is left. */
  readonly stripped: Path[] = [];
  /** Where in its options message each option is that was written so far, or left out. */
  readonly optionPaths: Map<OptionNode, Path> = new Map();
  readonly #retainsOptions: boolean;

  constructor(writer: ProtoWriter, result: CompileResult, options: DescriptorSetOptions) {
    this.writer = writer;
    this.result = result;
    this.#retainsOptions = options.retainOptions ?? false;
  }

  /** Writes the options of `element`, whose path is `path`, as field `number`; nothing where it has none. */
  options(number: number, element: object, path: Path): void {
    const options = this.result.optionsOf(element);
    if (options === undefined) return;
    for (const [option, place] of options.paths) this.optionPaths.set(option, place);
    this.#write(number, options, path);
  }

  /** Writes the features of `element` alone, as those of another element at `path`. */
  features(number: number, element: object, path: Path): void {
    const options = this.result.optionsOf(element);
    const isFeature = (record: MessageValue) =>
      [...record.fields.keys(), ...record.unknown.map(({ field }) => field)].some(
        ({ name }) => name === "features",
      );
    const records = options?.records.filter(isFeature) ?? [];
    if (options !== undefined && records.length > 0) {
      this.#write(number, { ...options, records }, path);
    }
  }

  #write(number: number, options: InterpretedOptions, path: Path): void {
    const { stripped } = this;
    const { isDescriptorProtoLoaded } = this.result;
    const value = this.#retainsOptions
      ? retainedOptions(options)
      : strippedOptions(options, { path: [...path, number], isDescriptorProtoLoaded, stripped });
    if (value === undefined) return;
    this.writer.message(number, () => writeMessageValue(this.writer, value));
  }
}
