/**
 * {@code ./bench}: how fast the project is, on a playground, by the API server's own clock: the
 * audit log.
 */
@NullMarked
package io.github.spotaware.e2e.bench;

import org.jspecify.annotations.NullMarked;
