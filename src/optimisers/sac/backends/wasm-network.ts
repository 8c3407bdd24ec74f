import type { NetworkOptions } from "../backend.js";
import type { Tensor, TensorName } from "../parameters.js";
import type { AdamCorrections } from "../temperature.js";
import { type KernelMemory, type NetworkKernel, padded } from "./wasm-kernel.js";

/** What a forward pass leaves behind for the backward pass: addresses, of [rows × width] unless noted. */
export interface Activations {
  readonly first: number;
  readonly second: number;
  /** x̂ of the layer norms (modern critics), else the same as first and second */
  readonly firstHat: number;
  readonly secondHat: number;
  /** [rows] */
  readonly firstInverse: number;
  readonly secondInverse: number;
  /** [rows], or [rows × 2·padded actions] for the actor */
  readonly output: number;
}

/** What all networks of a backend share. */
export interface Workspace {
  readonly memory: KernelMemory;
  readonly options: NetworkOptions;
  /** packing space of the GEMM */
  readonly scratch: number;
  /** gradients of the two hidden layers [rows × width] */
  readonly firstGradient: number;
  readonly secondGradient: number;
}

/**
 * A network of two hidden layers, its gradient and Adam's moments in the kernel's memory. Inputs and actions are padded
 * to multiples of 8 columns; padded weights start at zero and get zero gradients.
 */
export class WasmNetwork {
  readonly count: number;
  readonly weights: number;
  private readonly gradient: number;
  readonly firstMoment: number;
  readonly secondMoment: number;
  private readonly places = new Map<TensorName, { offset: number; stride: number }>();
  private readonly observationWidth: number;
  private readonly actionWidth: number;
  private readonly width: number;
  private readonly kernel: NetworkKernel;
  readonly layerNorm: boolean;
  readonly isActor: boolean;
  private readonly takesAction: boolean;

  constructor(
    private readonly workspace: Workspace,
    tensors: readonly Tensor[],
    trained: boolean,
  ) {
    const { options, memory } = workspace;
    this.kernel = memory.kernel;
    this.width = options.width;
    this.observationWidth = padded(options.observationSize);
    this.actionWidth = padded(options.actionSize);
    this.layerNorm = tensors.some(({ name }) => name === "gain1");
    this.isActor = tensors.some(({ name }) => name === "mean");
    this.takesAction = tensors.some(({ name }) => name === "action");
    this.count = this.place(tensors);
    this.weights = memory.allocate(this.count);
    this.gradient = trained ? memory.allocate(this.count) : 0;
    this.firstMoment = trained ? memory.allocate(this.count) : 0;
    this.secondMoment = trained ? memory.allocate(this.count) : 0;
  }

  /** Lays the padded tensors out; returns their total size. Mean and deviation lie side by side: one product gives both. */
  private place(tensors: readonly Tensor[]): number {
    let end = 0;
    for (const { name, rows, columns } of tensors) {
      if (name === "mean" || name === "meanBias") {
        this.places.set(name, { offset: end, stride: 2 * this.actionWidth });
        end += rows * 2 * this.actionWidth;
      } else if (name === "deviation" || name === "deviationBias") {
        const mean = this.places.get(name === "deviation" ? "mean" : "meanBias")!;
        this.places.set(name, { offset: mean.offset + this.actionWidth, stride: mean.stride });
      } else {
        const stride = columns === 1 ? 1 : padded(columns);
        this.places.set(name, { offset: end, stride });
        end += padded((name === "observation" || name === "action" ? padded(rows) : rows) * stride);
      }
    }
    return end;
  }

  /** Copies between the padded tensors at `address` and a dense array. */
  copy(tensor: Tensor, address: number, dense: Float32Array, direction: "in" | "out"): void {
    const { offset, stride } = this.places.get(tensor.name)!;
    const block = this.workspace.memory.view(address, this.count);
    for (let row = 0; row < tensor.rows; row++) {
      const from = offset + row * stride;
      const own = block.subarray(from, from + tensor.columns);
      const start = tensor.offset + row * tensor.columns;
      const other = dense.subarray(start, start + tensor.columns);
      if (direction === "in") own.set(other);
      else other.set(own);
    }
  }

  private at(name: TensorName): number {
    return this.weights + 4 * this.places.get(name)!.offset;
  }

  private gradientAt(name: TensorName): number {
    return this.gradient + 4 * this.places.get(name)!.offset;
  }

  allocateActivations(rows: number): Activations {
    const { memory } = this.workspace;
    const layer = () => memory.allocate(rows * this.width);
    const first = layer();
    const second = layer();
    return {
      first,
      second,
      firstHat: this.layerNorm ? layer() : first,
      secondHat: this.layerNorm ? layer() : second,
      firstInverse: memory.allocate(rows),
      secondInverse: memory.allocate(rows),
      output: memory.allocate(rows * (this.isActor ? 2 * this.actionWidth : 1)),
    };
  }

  /** out [m × width] = observations·W: the part of the first layer that does not change with the action. */
  observationPart(m: number, observations: number, out: number): void {
    this.product(m, observations, this.observationWidth, "observation", out, 0);
  }

  /** Forward pass; `observationPart`, where given, is what {@link observationPart} wrote and saves that product. */
  forward(m: number, input: ForwardInput, to: Activations): void {
    const { kernel, width } = this;
    if (input.observationPart !== undefined) {
      const floats = m * width;
      const from = input.observationPart >> 2;
      new Float32Array(kernel.memory.buffer).copyWithin(to.firstHat >> 2, from, from + floats);
    } else this.observationPart(m, input.observations, to.firstHat);
    if (this.takesAction) this.product(m, input.actions!, this.actionWidth, "action", to.firstHat, 1);
    this.activate(m, 1, to.firstHat, to.firstInverse, to.first);
    this.product(m, to.first, width, "hidden", to.secondHat, 0);
    this.activate(m, 2, to.secondHat, to.secondInverse, to.second);
    if (this.isActor) {
      const outputs = 2 * this.actionWidth;
      this.product(m, to.second, width, "mean", to.output, 0);
      kernel.addBias(to.output, this.at("meanBias"), m, outputs);
    } else kernel.headForward(to.second, this.at("output"), this.at("outputBias"), m, width, to.output);
  }

  /** Backward pass from the gradient of the output; fills the gradients of all weights. */
  backward(m: number, input: ForwardInput, from: Activations, outputGradient: number): void {
    const { kernel, width } = this;
    const { firstGradient, secondGradient } = this.workspace;
    if (this.isActor) {
      const outputs = 2 * this.actionWidth;
      this.weightGradient(m, from.second, width, outputGradient, outputs, "mean");
      kernel.sumRows(outputGradient, m, outputs, this.gradientAt("meanBias"));
    } else {
      const [weight, bias] = [this.gradientAt("output"), this.gradientAt("outputBias")];
      kernel.headGradient(from.second, outputGradient, m, width, weight, bias);
    }
    this.intoSecond(m, outputGradient, from);
    this.layerGradient(m, 2, from.secondHat, from.secondInverse, secondGradient);
    this.weightGradient(m, from.first, width, secondGradient, width, "hidden");
    this.intoFirst(m, from);
    this.layerGradient(m, 1, from.firstHat, from.firstInverse, firstGradient);
    this.weightGradient(m, input.observations, this.observationWidth, firstGradient, width, "observation");
    if (this.takesAction)
      this.weightGradient(m, input.actions!, this.actionWidth, firstGradient, width, "action");
  }

  /** Gradient of the output by the action [m × padded actions] alone, plus what is there already where `accumulate`. */
  actionGradient(m: number, from: Activations, outputGradient: number, out: number, accumulate: 0 | 1): void {
    const { kernel, width, workspace } = this;
    const { firstGradient, secondGradient, scratch } = workspace;
    this.intoSecond(m, outputGradient, from);
    if (this.layerNorm)
      kernel.layerNormBackward(
        secondGradient,
        from.secondHat,
        from.secondInverse,
        this.at("gain2"),
        m,
        width,
      );
    this.intoFirst(m, from);
    if (this.layerNorm)
      kernel.layerNormBackward(firstGradient, from.firstHat, from.firstInverse, this.at("gain1"), m, width);
    const n = this.actionWidth;
    kernel.gemm(
      m,
      n,
      width,
      firstGradient,
      width,
      0,
      this.at("action"),
      width,
      1,
      out,
      n,
      accumulate,
      scratch,
    );
  }

  /** One step of Adam on the gradients of the last {@link backward}. */
  step({ rate, second }: AdamCorrections): void {
    const { kernel, weights, gradient, firstMoment, secondMoment, count } = this;
    kernel.adam(weights, gradient, firstMoment, secondMoment, count, rate, second);
  }

  private intoSecond(m: number, outputGradient: number, from: Activations): void {
    const { kernel, width } = this;
    const { secondGradient, scratch } = this.workspace;
    const n = 2 * this.actionWidth;
    if (this.isActor)
      kernel.gemm(
        m,
        width,
        n,
        outputGradient,
        n,
        0,
        this.at("mean"),
        n,
        1,
        secondGradient,
        width,
        0,
        scratch,
      );
    else kernel.headBackward(outputGradient, this.at("output"), m, width, secondGradient);
    kernel.reluBackward(secondGradient, from.second, m * width);
  }

  private intoFirst(m: number, from: Activations): void {
    const { kernel, width: w } = this;
    const { firstGradient, secondGradient, scratch } = this.workspace;
    kernel.gemm(m, w, w, secondGradient, w, 0, this.at("hidden"), w, 1, firstGradient, w, 0, scratch);
    kernel.reluBackward(firstGradient, from.first, m * w);
  }

  private activate(m: number, layer: 1 | 2, x: number, inverse: number, out: number): void {
    const bias = this.at(`bias${layer}`);
    if (!this.layerNorm) {
      this.kernel.biasRelu(x, bias, m, this.width);
      return;
    }
    this.kernel.addBias(x, bias, m, this.width);
    const [gain, shift] = [this.at(`gain${layer}`), this.at(`shift${layer}`)];
    this.kernel.layerNormRelu(x, gain, shift, m, this.width, inverse, out);
  }

  /** From the gradient after the ReLU's mask to that of the product, with the gradients of bias, gain and shift. */
  private layerGradient(m: number, layer: 1 | 2, hat: number, inverse: number, d: number): void {
    const { kernel, width } = this;
    if (this.layerNorm) {
      kernel.layerNormGradient(d, hat, m, width, this.gradientAt(`gain${layer}`));
      kernel.sumRows(d, m, width, this.gradientAt(`shift${layer}`));
      kernel.layerNormBackward(d, hat, inverse, this.at(`gain${layer}`), m, width);
    }
    kernel.sumRows(d, m, width, this.gradientAt(`bias${layer}`));
  }

  /** out [m × columns] (+)= x [m × inner]·W. */
  private product(
    m: number,
    x: number,
    inner: number,
    name: TensorName,
    out: number,
    accumulate: 0 | 1,
  ): void {
    const n = this.places.get(name)!.stride;
    this.kernel.gemm(
      m,
      n,
      inner,
      x,
      inner,
      0,
      this.at(name),
      n,
      0,
      out,
      n,
      accumulate,
      this.workspace.scratch,
    );
  }

  /** dW [inner × columns] = xᵀ·d. */
  private weightGradient(
    m: number,
    x: number,
    inner: number,
    d: number,
    columns: number,
    name: TensorName,
  ): void {
    const { scratch } = this.workspace;
    const out = this.gradientAt(name);
    this.kernel.gemm(inner, columns, m, x, inner, 1, d, columns, 0, out, columns, 0, scratch);
  }
}

/** Addresses of padded inputs: [m × padded observations], [m × padded actions]. */
export interface ForwardInput {
  readonly observations: number;
  readonly actions?: number;
  readonly observationPart?: number;
}
