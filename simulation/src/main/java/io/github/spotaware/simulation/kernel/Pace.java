package io.github.spotaware.simulation.kernel;

/**
 * How long something takes, in nanoseconds: mostly between {@code min} and {@code usual}, and once
 * in sixteen times up to {@code max}.
 */
public record Pace(long min, long usual, long max) {
  private static final int RARE = 16;

  /** It takes no time, but other events of the same instant that were asked for before go first. */
  public static final Pace NONE = new Pace(0, 0, 0);

  public Pace {
    if (min < 0 || usual < min || max < usual) {
      throw new IllegalArgumentException(min + ".." + usual + ".." + max + " is no pace");
    }
  }

  public static Pace ofMillis(long min, long usual, long max) {
    return new Pace(min * 1_000_000, usual * 1_000_000, max * 1_000_000);
  }

  /** Always the same. */
  public static Pace fixedMillis(long millis) {
    return ofMillis(millis, millis, millis);
  }

  public long draw(Chance chance) {
    if (max == min) {
      return min;
    }
    return chance.oneIn(RARE) ? chance.between(usual, max) : chance.between(min, usual);
  }
}
