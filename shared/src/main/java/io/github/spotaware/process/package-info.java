/** What both processes are made of: their environment, and the watches they share. */
@NullMarked
package io.github.spotaware.process;

import org.jspecify.annotations.NullMarked;
