/** {@code ./demo}: plays scenarios, tells what happens, and judges it. */
@NullMarked
package io.github.spotaware.e2e.demo;

import org.jspecify.annotations.NullMarked;
