package io.github.spotaware.fuzz.input;

import java.util.List;
import java.util.SplittableRandom;

/** What chance decides about one input: the same draws for the same seed, on every machine. */
public final class Draw {
  private final SplittableRandom random;

  public Draw(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** That of one input of a run, whichever thread makes it. */
  public static Draw of(long seed, String kind, long index) {
    return new Draw(mixed(mixed(mixed(seed) ^ kind.hashCode()) ^ index));
  }

  /** Without it the draws of one index would be those of the next, one draw later. */
  private static long mixed(long value) {
    long mixed = (value ^ (value >>> 33)) * 0xFF51AFD7ED558CCDL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xC4CEB9FE1A85EC53L;
    return mixed ^ (mixed >>> 33);
  }

  public int below(int bound) {
    return random.nextInt(bound);
  }

  public boolean oneIn(int bound) {
    return random.nextInt(bound) == 0;
  }

  public long seed() {
    return random.nextLong();
  }

  public <T> T from(List<T> list) {
    return list.get(below(list.size()));
  }
}
