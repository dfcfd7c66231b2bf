package io.github.spotaware.validation;

import java.util.Optional;

/**
 * A CREATE or UPDATE of a Deployment that is about to be persisted.
 *
 * @param before empty for a CREATE
 */
public record DeploymentChange(Optional<ReviewedDeployment> before, ReviewedDeployment after) {}
