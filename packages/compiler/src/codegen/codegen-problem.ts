// What code generation says, as data: whoever calls it knows where the elements stand.

/** Something that cannot be generated; `element` is where it is. */
export interface CodegenProblem {
  /** `typescript-name` where no name can be given, `typescript-number` where a number cannot be held. */
  readonly ruleId: "typescript-name" | "typescript-number";
  readonly message: string;
  readonly element: object;
  readonly help: string | undefined;
}
