/**
 * The arrays last asked for, by a number that says what is in them. Once `capacity` arrays exist the one used longest ago is handed
 * out again, so that a loop over many keys allocates nothing.
 */
export class RecentArrays {
  /** in the order of last use */
  private readonly arrays = new Map<number, Float64Array>();

  /** @param capacity at least 2: the two arrays claimed or found last are never reused */
  constructor(
    private readonly size: number,
    private readonly capacity: number,
  ) {}

  find(key: number): Float64Array | undefined {
    const array = this.arrays.get(key);
    if (array) {
      this.arrays.delete(key);
      this.arrays.set(key, array);
    }
    return array;
  }

  /** An array for the caller to fill, holding anything; kept under a key that {@link find} does not know. */
  claim(key: number): Float64Array {
    const array = this.arrays.size < this.capacity ? new Float64Array(this.size) : this.takeOldest();
    this.arrays.set(key, array);
    return array;
  }

  private takeOldest(): Float64Array {
    const [key, array] = this.arrays.entries().next().value!;
    this.arrays.delete(key);
    return array;
  }
}
