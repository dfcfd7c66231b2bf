@NullMarked
package io.github.spotaware.reconcile;

import org.jspecify.annotations.NullMarked;
