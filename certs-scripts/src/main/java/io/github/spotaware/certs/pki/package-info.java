/** Keys and certificates: made, written as PEM, read and checked. No I/O, no clock. */
@NullMarked
package io.github.spotaware.certs.pki;

import org.jspecify.annotations.NullMarked;
