// Dense least squares in double precision, SIMD, every array in the module's one memory. Plain multiplications and additions in a
// fixed order (no fused or relaxed SIMD): the same bits on every machine.
export { factorise } from "./kernels/householder";
export { orthogonalise } from "./kernels/jacobi";
export { eliminate, projectOut } from "./kernels/bounded";

/** First address that the caller may use. */
export function heapBase(): usize {
  return (__heap_base + 63) & ~63;
}
