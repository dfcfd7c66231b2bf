package io.github.spotaware.eviction;

import io.github.spotaware.workload.PodState;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.util.Optional;

/**
 * What an eviction is decided on.
 *
 * @param pod the pod of the request; empty when it does not exist
 * @param workload the labelled Deployment whose selector matches the pod; empty when there is none
 */
public record EvictionSnapshot(Optional<PodState> pod, Optional<WorkloadSnapshot> workload) {}
