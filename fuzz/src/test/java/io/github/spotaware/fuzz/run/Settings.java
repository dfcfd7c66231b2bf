package io.github.spotaware.fuzz.run;

/** What the command line says: how much, from which seed, or which input alone. */
public final class Settings {
  private static final boolean FULL = "full".equals(System.getProperty("e2e.counts"));

  private Settings() {}

  /** The same by default, so that a failure of one machine is one of every machine. */
  public static long seed() {
    return Long.getLong("fuzz.seed", 1);
  }

  public static boolean isFull() {
    return FULL;
  }

  /** One input, as {@code KIND:INDEX}; empty for all. */
  public static String only() {
    return System.getProperty("fuzz.only", "");
  }
}
