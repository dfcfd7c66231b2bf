package io.github.spotaware.disruption;

import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The signals that have lasted for {@code scale-up-delay}.
 *
 * @param signals in the order of the nodes' names
 * @param nextIn when the next one will have lasted so long, should nothing change
 */
public record DueSignals(Set<NodeSignal> signals, Optional<Duration> nextIn) {
  public DueSignals {
    TreeSet<NodeSignal> sorted =
        new TreeSet<>(Comparator.comparing(NodeSignal::node).thenComparing(NodeSignal::sinceNanos));
    sorted.addAll(signals);
    signals = Collections.unmodifiableSet(sorted);
  }
}
