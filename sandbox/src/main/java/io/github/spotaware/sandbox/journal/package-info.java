/** What is stored as it is shown, and its history, which lists and watches read. */
@NullMarked
package io.github.spotaware.sandbox.journal;

import org.jspecify.annotations.NullMarked;
