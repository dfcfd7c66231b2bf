package io.github.spotaware.e2e.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.e2e.observe.Vitals;

/** A process that has been through much holds on to no more than it did before. */
public final class BackToStart {

  private static final long MIB = 1 << 20;

  /** What a pool, or classes that were loaded on the way, may keep. */
  private static final Vitals LEEWAY = new Vitals(12 * MIB, 10, 10);

  private BackToStart() {}

  /** Both after a full collection. */
  public static void check(String process, Vitals before, Vitals after) {
    assertThat(after.heap() - before.heap())
        .as("bytes of heap that %s holds on to, more than before", process)
        .isLessThan(LEEWAY.heap());
    assertThat(after.threads() - before.threads())
        .as("threads of %s, more than before", process)
        .isLessThan(LEEWAY.threads());
    assertThat(after.sockets() - before.sockets())
        .as("sockets of %s, more than before", process)
        .isLessThan(LEEWAY.sockets());
  }
}
