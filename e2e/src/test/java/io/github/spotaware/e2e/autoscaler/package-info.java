/** A surge beside the real HPA controller, whose metrics ask for one replica all the time. */
@NullMarked
package io.github.spotaware.e2e.autoscaler;

import org.jspecify.annotations.NullMarked;
