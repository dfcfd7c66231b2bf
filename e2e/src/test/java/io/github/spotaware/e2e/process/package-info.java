/** The processes of the project as they run. */
@NullMarked
package io.github.spotaware.e2e.process;

import org.jspecify.annotations.NullMarked;
