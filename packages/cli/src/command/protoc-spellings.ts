// protoc's and buf's spellings of options, for those who come from there.

/** Ours for each of theirs; undefined for what is always so. */
const SPELLINGS: { readonly [theirs: string]: string | undefined } = {
  "--descriptor_set_out": "--output",
  "--error_format": "--error-format",
  "--include_imports": "--include-imports",
  "--include_source_info": "--include-source-info",
  "--proto_path": "--proto-dir",
  "--retain_options": "--retain-options",
  "--as-file-descriptor-set": undefined,
  "--exclude-imports": undefined,
  "--exclude-source-info": undefined,
};

/** `args` with our spellings: `--descriptor_set_out=x` is `--output=x`. */
export function withOwnSpellings(args: readonly string[]): readonly string[] {
  return args.flatMap((arg) => {
    const [name = "", ...value] = arg.split("=");
    if (!Object.hasOwn(SPELLINGS, name)) return [arg];
    const own = SPELLINGS[name];
    return own === undefined ? [] : [[own, ...value].join("=")];
  });
}
