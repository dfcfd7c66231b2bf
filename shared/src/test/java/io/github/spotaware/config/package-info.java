@NullMarked
package io.github.spotaware.config;

import org.jspecify.annotations.NullMarked;
