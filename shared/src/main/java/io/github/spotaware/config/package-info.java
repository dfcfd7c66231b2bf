/** Configuration, read live from the ConfigMap {@code spot-aware-scaler-config}. */
@NullMarked
package io.github.spotaware.config;

import org.jspecify.annotations.NullMarked;
