package io.github.spotaware.workload;

import io.github.spotaware.selector.LabelSelector;

/** What the decision keeps of a PodDisruptionBudget. */
public record DisruptionBudgetState(String name, LabelSelector selector, int disruptionsAllowed) {}
