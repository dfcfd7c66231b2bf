package io.github.spotaware.e2e.junit;

/** How often to repeat what is repeated: little by default, as often as stated with -Pfull. */
public final class Counts {

  private Counts() {}

  /** The one or the other, as the system property {@code e2e.counts} says. */
  public static int of(int small, int full) {
    return isFull() ? full : small;
  }

  /** Whether the counts that the documentation states are asked for. */
  public static boolean isFull() {
    return "full".equals(System.getProperty("e2e.counts"));
  }
}
