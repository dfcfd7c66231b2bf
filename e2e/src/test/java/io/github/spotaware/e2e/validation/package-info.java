/** What is said of Deployments as they are admitted. */
@NullMarked
package io.github.spotaware.e2e.validation;

import org.jspecify.annotations.NullMarked;
