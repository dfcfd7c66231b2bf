package io.github.spotaware.disruption;

/**
 * A node is going away, as one observer sees it. A node that was to stay in between gives another
 * signal, which is another disruption.
 *
 * @param sinceNanos when the observer first saw it, on its own monotonic clock
 */
public record NodeSignal(String node, long sinceNanos) {}
