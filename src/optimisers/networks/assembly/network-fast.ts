// The same kernel, built for relaxed SIMD: faster, but other bits on other processors. Loaded only when asked for.
export * from "./network";
