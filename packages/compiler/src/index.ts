// The compiler as others use it: .proto files in, descriptors, diagnostics and TypeScript out.

export {
  type CodegenOptions,
  type CodegenProblem,
  checkFile,
  generateTypeScript,
  outputPath,
} from "./codegen/index.js";
export {
  type Comments,
  type DefaultValue,
  EDITION_FEATURES,
  EDITIONS,
  type Edition,
  type EnumDescriptor,
  type EnumValueDescriptor,
  type ExtensionDescriptor,
  type Features,
  type FieldDescriptor,
  type FieldLike,
  type FieldType,
  type FileDescriptor,
  type ImportDescriptor,
  type MessageDescriptor,
  type MethodDescriptor,
  type NumberRange,
  type OneofDescriptor,
  type OptionSetting,
  type OptionValue,
  type ScalarType,
  type ServiceDescriptor,
  type ValueType,
  type Visibility,
} from "./descriptor/index.js";
export {
  type DescriptorSetOptions,
  encodeDescriptorSet,
  encodeFileDescriptor,
} from "./descriptor-set/index.js";
export {
  createDiagnostic,
  type Diagnostic,
  type JsonDiagnostic,
  type Label,
  type RenderOptions,
  renderDiagnostic,
  type Severity,
  type SuggestedEdit,
  toJsonDiagnostic,
} from "./diagnostic/index.js";
export {
  type CompileInput,
  type CompileResult,
  type CompilerLimits,
  compileFiles,
  DEFAULT_COMPILER_LIMITS,
  type FileSystem,
  isWellKnownFile,
  wellKnownFiles,
} from "./linker/index.js";
export type { Position, SourceFile, Span } from "./source/index.js";
