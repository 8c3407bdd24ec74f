// The kernel of the SAC networks: single precision, SIMD, every array in the module's one memory, which the caller lays out.
// Plain multiplications and additions in a fixed order: the same bits on every machine. kernels/madd.ts is what network-fast.ts changes.
export { gemm } from "./kernels/gemm";
export { addBias, biasRelu, reluBackward, sumRows, headForward, headBackward, headGradient } from "./kernels/dense";
export { layerNormRelu, layerNormBackward, layerNormGradient } from "./kernels/layer-norm";
export { policyForward, policyBackward } from "./kernels/policy";
export { softValue, bellman, squaredError, minimumGradient, mean } from "./kernels/losses";
export { adam, polyak } from "./kernels/adam";

/** First address that the caller may use. */
export function heapBase(): usize {
  return (__heap_base + 63) & ~63;
}
