package io.github.spotaware.simulation.run;

import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.schedule.Phase;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Something that happens right after a step of the protocol, where chance alone would rarely put
 * it.
 *
 * @param ref whose schedule
 * @param phase the one it comes to; null where it is deleted
 * @param delayNanos so long after that write
 * @param action done once
 */
public record Ambush(
    DeploymentRef ref, @Nullable Phase phase, long delayNanos, Consumer<Run> action) {

  /** The phase, for people. */
  public static String words(@Nullable Phase phase) {
    return phase == null ? "no schedule" : phase.text();
  }
}
