/**
 * Drives surges step by step: which Deployments are looked at, one pass at a time for each, each
 * step decided by the core. Over the ports, so without I/O, clock or threads of its own.
 */
@NullMarked
package io.github.spotaware.reconcile;

import org.jspecify.annotations.NullMarked;
