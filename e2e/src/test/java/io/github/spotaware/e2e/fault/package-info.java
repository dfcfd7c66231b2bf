/** Faults for real: what fails is a process, a connection or the API server itself. */
@NullMarked
package io.github.spotaware.e2e.fault;

import org.jspecify.annotations.NullMarked;
