/**
 * What to do next about the certificates: a pure function of what is stored in the cluster. Each
 * step may be repeated, and after a crash the next run finds out by itself where to go on.
 */
@NullMarked
package io.github.spotaware.certs.plan;

import org.jspecify.annotations.NullMarked;
