/** The configuration, changed while everything runs. */
@NullMarked
package io.github.spotaware.e2e.configuration;

import org.jspecify.annotations.NullMarked;
