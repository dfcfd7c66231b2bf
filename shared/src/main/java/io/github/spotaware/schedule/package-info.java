/** The schedule: the one place of protocol state, and its form as a ConfigMap. */
@NullMarked
package io.github.spotaware.schedule;

import org.jspecify.annotations.NullMarked;
