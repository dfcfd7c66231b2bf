package io.github.spotaware.simulation.kernel;

import java.util.List;

/**
 * All randomness of a run, from its seed: SplitMix64, written out so that no version of the Java
 * library can change what a seed means.
 */
public final class Chance {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private long state;

  public Chance(long seed) {
    // Mixed once, so that neighbouring seeds do not begin alike.
    state = mix(seed + GOLDEN);
  }

  /** Another source, so that what one part draws does not shift what others draw. */
  public Chance split() {
    return new Chance(bits());
  }

  public long bits() {
    state += GOLDEN;
    return mix(state);
  }

  /** True once in so many draws. */
  public boolean oneIn(int draws) {
    return below(draws) == 0;
  }

  /** From 0 to one below the bound. */
  public int below(int bound) {
    return (int) (((bits() >>> 32) * bound) >>> 32);
  }

  /** Both ends included. */
  public long between(long low, long high) {
    long width = high - low + 1;
    return width <= 1 ? low : low + Math.floorMod(bits() >>> 1, width);
  }

  public <T> T pick(List<T> from) {
    return from.get(below(from.size()));
  }

  private static long mix(long z) {
    long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
    return b ^ (b >>> 31);
  }
}
