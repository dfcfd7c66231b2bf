/**
 * What the protocol asks of the outside: requests to the API server, watches, a clock. Production
 * and the simulation implement these, and everything above them is the same code in both.
 */
@NullMarked
package io.github.spotaware.port;

import org.jspecify.annotations.NullMarked;
