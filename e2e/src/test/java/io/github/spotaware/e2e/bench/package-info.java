@NullMarked
package io.github.spotaware.e2e.bench;

import org.jspecify.annotations.NullMarked;
