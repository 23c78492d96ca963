/** SymbolVisibility's numbers. */
export const VISIBILITIES = { local: 1, export: 2 } as const;
