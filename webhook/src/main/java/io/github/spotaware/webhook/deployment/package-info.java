/** What is said of Deployments as they are admitted. */
@NullMarked
package io.github.spotaware.webhook.deployment;

import org.jspecify.annotations.NullMarked;
