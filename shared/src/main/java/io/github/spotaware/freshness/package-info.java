/** Whether what a process remembers of its watches may still be gone by; pure. */
@NullMarked
package io.github.spotaware.freshness;

import org.jspecify.annotations.NullMarked;
