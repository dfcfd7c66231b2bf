package io.github.spotaware.e2e.observe;

import java.time.Instant;

/**
 * A pod came to another stage.
 *
 * @param time when the watch told
 * @param node empty while it has none
 * @param serving how many pods are Ready and not terminating from now on
 * @param active how many pods are neither terminating nor ended from now on
 */
public record PodChange(
    Instant time, String pod, String node, PodStage stage, int serving, int active) {}
