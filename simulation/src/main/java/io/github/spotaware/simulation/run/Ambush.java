package io.github.spotaware.simulation.run;

import io.github.spotaware.schedule.DeploymentRef;
import java.util.function.Consumer;

/**
 * Something that happens right after a certain write, where chance alone would rarely put it.
 *
 * @param ref whose schedule, or ReplicaSet
 * @param delayNanos so long after that write
 * @param action done once
 */
public record Ambush(DeploymentRef ref, Trigger trigger, long delayNanos, Consumer<Run> action) {}
