/** λ, and the digits to which blocks are approximated, where nothing is said. */
export const defaultTruncation = { lambda: 11, digits: 16 } as const;
