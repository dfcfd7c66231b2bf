package io.github.spotaware.webhook.server;

/**
 * Who judges what the API server asks, by path: {@code /evictions}, {@code /nodes}, {@code
 * /deployments}, {@code /pods}, {@code /counts}, {@code /deletes}, {@code /budgets}.
 */
public record Handlers(
    EvictionHandler evictions,
    NodeHandler nodes,
    DeploymentHandler deployments,
    PodHandler pods,
    CountHandler counts,
    DeleteHandler deletes,
    BudgetHandler budgets) {}
