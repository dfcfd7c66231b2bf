package io.github.spotaware.surge;

import io.github.spotaware.disruption.NodeSignal;
import java.util.Set;

/**
 * What an observer knows of the disruptions of one Deployment beside the snapshot.
 *
 * @param signals of all nodes, those that have lasted for {@code scale-up-delay}
 * @param ended those of them whose surge the Deployment's owner has set back to 1
 * @param reversals how often someone has set a surge of the Deployment back to 1 of late
 */
public record Disruptions(Set<NodeSignal> signals, Set<NodeSignal> ended, int reversals) {
  private static final Disruptions NONE = new Disruptions(Set.of(), Set.of(), 0);

  public Disruptions {
    signals = Set.copyOf(signals);
    ended = Set.copyOf(ended);
  }

  /** No node is going away. */
  public static Disruptions none() {
    return NONE;
  }
}
