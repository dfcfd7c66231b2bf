/** Validation of Deployments as they are admitted: what is rejected, and what is warned about. */
@NullMarked
package io.github.spotaware.validation;

import org.jspecify.annotations.NullMarked;
