/**
 * Which reads make a snapshot, and in which order: part of the protocol, over the port. No I/O of
 * its own, no clock, no thread.
 */
@NullMarked
package io.github.spotaware.reading;

import org.jspecify.annotations.NullMarked;
