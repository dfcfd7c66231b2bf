/**
 * {@code ./demo}: drains the node of an unlabelled workload and that of a labelled one, and tells
 * what happened.
 */
@NullMarked
package io.github.spotaware.e2e.demo;

import org.jspecify.annotations.NullMarked;
