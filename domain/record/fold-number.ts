/**
 * Raised whenever the same events fold to something else: whoever keeps folded records (the server's projection)
 * then builds them anew. The kinds' declarations count by themselves.
 */
export const FOLD_NUMBER = 6
