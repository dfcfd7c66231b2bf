/** Fixtures for tests of the core: builders of what it reads, and a small cluster in memory. */
@NullMarked
package io.github.spotaware.testing;

import org.jspecify.annotations.NullMarked;
