// What code generation says, as data: whoever calls it knows where the elements stand.

/** Something that cannot be generated; `element` is where it is. */
export interface CodegenProblem {
  /** `typescript-name` where no name can be given, `not-generated-yet` for what is still to come. */
  readonly ruleId: "typescript-name" | "not-generated-yet";
  readonly message: string;
  readonly element: object;
  readonly help: string | undefined;
}
