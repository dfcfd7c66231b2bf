/**
 * The live page of the demo: what happens, in a browser, as it happens. {@code PageState} is what
 * is known, built from what watches of the cluster and the demo tell; {@code PageView} is what a
 * browser is told of it; {@code PageServer} tells it.
 */
@NullMarked
package io.github.spotaware.e2e.demo.page;

import org.jspecify.annotations.NullMarked;
